"""exits / actions: the custodian has sent a seller their proceeds."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Money
from exits.core.policy import may_move_exit_money
from exits.locks import lock_election


def note_proceeds_paid(*, actor: Actor, now: datetime, election_id: UUID) -> UUID:
    """Store when a seller was paid and return the election's id; they are told.

    :raises NotFound: there is no such election.
    :raises NotAuthorised: for anybody but the platform itself. Locks the election; lock the raise before.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_move_exit_money(actor), actor=actor)
        election = lock_election(election_id)
        election.pay(now=now)
        record(
            verb="exit_election.paid",
            subject=Subject(kind="exit_election", id=election.id),
            after={"window": str(election.window_id), "proceeds": election.proceeds.as_text()},
            organisation=election.window.vehicle.round.project.organisation_id,
            notify=[election.holder_id],
        )
        return election.id


def follow_proceeds(election_id: UUID, paid: Money) -> None:  # noqa: ARG001 - the custodian sends what was ordered
    """Note that a seller was paid, in the unit of work that books the payment."""
    work = current_work()
    note_proceeds_paid(actor=work.actor, now=work.now, election_id=election_id)


def awaits_no_money(election_id: UUID) -> bool:  # noqa: ARG001 - true of every election
    """Say that a seller is not expected to pay anything."""
    return False
