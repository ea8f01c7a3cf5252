"""deals / actions: a qualified investor subscribes behind the lead, while there is room."""

from datetime import date, datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.certification import CertificationStamp
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.queries import certification_stamp
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, FieldError, IllegalMove, Invalid
from crowdfund.kernel.money import Money
from deals.actions.ask_screening import ask_screening
from deals.actions.ask_suitability import ask_suitability, require_same_suitability
from deals.actions.count_holders import count_holders
from deals.actions.take_room import hold_room, take_room
from deals.core.lead import pay_by
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.policy import may_commit_money
from deals.core.round import RoundSnapshot
from deals.core.states import ROUND_MACHINE, SUBSCRIPTION_MACHINE, RoundState
from deals.facts import certification_asked, subscription_facts
from deals.models import Payment, Subscription
from deals.queries import has_live_subscription, round_seen_by, state_of_round


class AlreadySubscribed(Conflict):
    """The investor has a live subscription in this raise."""

    code = "already_subscribed"


class CertificationChanged(Conflict):
    """The investor's certification is no longer the one that the rules were asked about."""

    code = "certification_changed"


def subscribe(*, actor: Actor, now: datetime, round_id: UUID, amount: Money) -> UUID | Refused:
    """Take room in a led raise for the actor's own money (认购) and return the subscription, or the refusal.

    The money is due at the custodian within the days to pay. The raise itself is not locked, so that followers do not
    wait for each other longer than the counters take. The rules on the investor are asked before the lock of the room;
    under it the state of the raise and the stamps of certification and assessment that they were told of are compared
    again, and the partners are counted, the new one among them.

    :raises NotFound, NotAuthorised: unless a checked investor from outside the company asks.
    :raises IllegalMove: the raise takes no followers, or its last day is over.
    :raises Invalid: the amount is below the smallest subscription.
    :raises AlreadySubscribed, CertificationChanged, AssessmentChanged, NoRoomLeft: see their names. Locks
        the room of the raise.
    """
    with unit_of_work(actor=actor, now=now) as work:
        raised, today = round_seen_by(actor, round_id).snapshot(), legal_day(now)
        require(may_commit_money(actor, organisation_id=raised.organisation_id), actor=actor)
        _check(raised, amount=amount, today=today)
        investor_id = acting_user(actor)
        subject = Subject(kind="round", id=round_id)
        ruling, stamp = _ask_about_investor(raised, investor_id=investor_id, amount=amount, today=today)
        if ruling.refuses:
            return work.refused(_refusal(ruling, subject=subject))
        suited, suitability = ask_suitability(investor_id, raised=raised)
        if suited.refuses:
            return work.refused(_refusal(suited, subject=subject))
        _hold_place(raised, investor_id=investor_id, stamp=stamp, today=today)
        require_same_suitability(investor_id, raised=raised, stamp=suitability)
        counted = count_holders(raised=raised, adding=1, newcomers=[investor_id])
        if counted.refuses:
            return work.refused(_refusal(counted, subject=subject))
        take_room(round_id=round_id, amount=amount)
        subscription = _reserve(raised, investor_id=investor_id, amount=amount, determination_id=ruling.id, now=now)
        record(
            verb="subscription.reserved",
            subject=Subject(kind="subscription", id=subscription.id),
            after={
                "state": SUBSCRIPTION_MACHINE.initial,
                "round": str(round_id),
                "amount": amount.as_text(),
                "determination": str(ruling.id),
                "head_count": str(counted.id),
                "suitability": str(suited.id),
            },
            organisation=raised.organisation_id,
            notify=[investor_id],
        )
        return subscription.id


def _check(raised: RoundSnapshot, *, amount: Money, today: date) -> None:
    if raised.state is not RoundState.LED or raised.terms.is_over(today):
        raise IllegalMove(machine=ROUND_MACHINE.name, state=raised.state, event="subscribe")
    lowest = raised.terms.minimum_ticket
    if lowest is None or amount < lowest:
        raise Invalid((FieldError("/amount", "too_small", {"limit": lowest}),))


def _ask_about_investor(
    raised: RoundSnapshot, *, investor_id: UUID, amount: Money, today: date
) -> tuple[Ruling, CertificationStamp | None]:
    """Return the first ruling that refuses the investor or the one that lets them, and the certification behind it."""
    subject = Subject(kind="round", id=raised.id)
    stamp = certification_stamp(investor_id, on=today, asked=certification_asked(raised))
    if (stopped := ask_screening(investor_id, subject=subject)) is not None:
        return stopped, stamp
    facts = subscription_facts(raised, amount=amount, is_certified=stamp is not None)
    return determine(facts=facts, subject=subject, as_of=today), stamp


def _refusal(ruling: Ruling, *, subject: Subject) -> Refused:
    record(
        verb="subscription.refused",
        subject=subject,
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
    )
    return ruling.as_refusal()


def _hold_place(raised: RoundSnapshot, *, investor_id: UUID, stamp: CertificationStamp | None, today: date) -> None:
    """Hold the room, and ask again under its lock what another transaction may have changed since."""
    hold_room(round_id=raised.id)
    if (state := state_of_round(raised.id)) is not RoundState.LED:
        raise IllegalMove(machine=ROUND_MACHINE.name, state=state, event="subscribe")
    if certification_stamp(investor_id, on=today, asked=certification_asked(raised)) != stamp:
        raise CertificationChanged
    if has_live_subscription(round_id=raised.id, investor_id=investor_id):
        raise AlreadySubscribed


def _reserve(
    raised: RoundSnapshot, *, investor_id: UUID, amount: Money, determination_id: UUID, now: datetime
) -> Subscription:
    """Store the subscription, and order its payment."""
    subscription = Subscription.reserve(
        round_id=raised.id,
        investor_id=investor_id,
        kind=SubscriptionKind.FOLLOWER,
        amount=amount,
        pay_by=pay_by(legal_day(now)),
        determination_id=determination_id,
        now=now,
    )
    Payment.order(
        round_id=raised.id,
        subscription_id=subscription.id,
        purpose=PaymentPurpose.SUBSCRIPTION,
        amount=amount,
        now=now,
    )
    return subscription
