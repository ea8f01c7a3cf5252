"""deals / actions: end a raise below its minimum and let everybody go; a part of other verbs."""

from collections.abc import Iterable

from crowdfund.accounts.queries import members_of
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work
from deals.actions.lapse_offers import lapse_offers
from deals.actions.order_refund import order_refund
from deals.core.states import RoundState, SubscriptionState
from deals.models import Round, Subscription


def wind_up(row: Round, subscriptions: Iterable[Subscription], *, state: RoundState, verb: str) -> None:
    """Store the end of a raise, order back what was paid, cancel what was not, and lapse the offers to lead.

    Raise and subscriptions are locked by the caller, who also holds the room and has decided; `verb` says why it ends.

    :raises OutsideWork: no unit of work is open.
    """
    work, organisation_id, before = current_work(), row.project.organisation_id, row.state
    row.fail(state=state, now=work.now)
    for each in subscriptions:
        if each.state in {SubscriptionState.RESERVED, SubscriptionState.PAID}:
            order_refund(actor=work.actor, now=work.now, subscription_id=each.id)
    lapse_offers(round_id=row.id, organisation_id=organisation_id)
    record(
        verb=verb,
        subject=Subject(kind="round", id=row.id),
        before={"state": before},
        after={"state": state},
        organisation=organisation_id,
        notify=members_of(organisation_id),
    )
