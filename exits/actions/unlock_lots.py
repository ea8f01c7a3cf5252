"""exits / actions: lots become free on their first free day; what the sweep "unlock-lots" does."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.sweeps.models import Effect
from exits.core.policy import may_unlock
from exits.core.states import LOT_MACHINE, LotEvent, LotState
from exits.locks import lock_lots
from exits.queries import holders_of


def unlock_lots(*, actor: Actor, now: datetime, day: date, keys: Sequence[UUID]) -> int:
    """Unlock (解除限售) each of the lots whose first free day has come on the legal day `day`; return how many.

    Each is unlocked once, whatever runs beside or after; its holders and the company are told.

    :raises NotAuthorised: for anybody but the platform itself. Locks the lots in ascending order.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_unlock(actor), actor=actor)
        due = [lot for lot in lock_lots(keys) if lot.state == LotState.LOCKED and lot.first_free_on <= day]
        claimed = Effect.claim((f"lot:{lot.id}:unlock" for lot in due), now=now)
        for lot in due:
            if f"lot:{lot.id}:unlock" not in claimed:
                continue
            before = LotState(lot.state)
            after = LOT_MACHINE.move(before, LotEvent.UNLOCK)
            lot.unlock(state=after, now=now)
            organisation_id = lot.vehicle.round.project.organisation_id
            record(
                verb="lot.unlocked",
                subject=Subject(kind="lot", id=lot.id),
                before={"state": before},
                after={"state": after},
                organisation=organisation_id,
                notify=[*members_of(organisation_id), *holders_of(lot.vehicle, as_of=now)],
            )
        return len(claimed)
