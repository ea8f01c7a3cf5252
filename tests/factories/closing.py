"""tests / factories: raises that look for their end: led, with subscriptions paid or not, and closed with a vehicle."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from compliance.core.verdict import Refused
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Money
from crowdfund.ledger.actions.open_account import open_account
from crowdfund.ledger.actions.post import post
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import Line
from deals.actions.close_round import close_round
from deals.actions.cool_off import cooling_off_ends, reached_by
from deals.core.accounts import claim_account, custody_account
from deals.core.lead import Pledge, deposit_of, pay_by
from deals.core.money_moves import SubscriptionKind
from deals.core.round import RoundSnapshot, Terms
from deals.core.states import OfferState, RoundState, SubscriptionState
from deals.models import LeadOffer, MoneyDeclaration, Round, RoundCapacity, Subscription, Vehicle
from tests.factories.compliance import make_clearance
from tests.factories.deals import COMPLETE, NOW, TODAY, make_round, yuan
from tests.factories.leads import assess, salary

PLATFORM = Actor.system("closing-of-the-tests", "closing-of-the-tests")
"""The platform itself, as the sweeps act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What one investor subscribes, what of it is in custody, and whether they were called back after the payment.

    Who was called back has paid a day before `NOW` and was called at `NOW`; who was not has paid at `paid_at`.
    """

    investor: Any
    amount: Money
    paid: Money
    called_back: bool = True
    paid_at: datetime = NOW

    @classmethod
    def of(cls, investor: Any, amount: str, *, paid: str | None = None) -> "Part":
        """Return a part in yuan, paid in full unless told otherwise, and called back."""
        return cls(investor=investor, amount=yuan(amount), paid=yuan(amount if paid is None else paid))

    @classmethod
    def uncalled(cls, investor: Any, amount: str, *, paid_at: datetime = NOW) -> "Part":
        """Return a part in yuan that is paid in full since an instant and whose investor nobody has called back."""
        whole = yuan(amount)
        return cls(investor=investor, amount=whole, paid=whole, called_back=False, paid_at=paid_at)


def make_led_round(founder: Any, parts: Sequence[Part], *, terms: Terms = COMPLETE) -> Round:
    """Store a led raise with these subscriptions, the first of which is the lead's; paid money lies in custody."""
    row = make_round(founder, state=RoundState.OPEN, terms=terms)
    row.lead(state=RoundState.LED, now=NOW)
    _store_offer(row, parts[0])
    for place, part in enumerate(parts):
        kind = SubscriptionKind.FOLLOWER if place else SubscriptionKind.LEAD
        assert row.opening_determination_id is not None
        subscription = Subscription.reserve(
            round_id=row.id,
            investor_id=part.investor.id,
            kind=kind,
            amount=part.amount,
            pay_by=pay_by(TODAY),
            determination_id=row.opening_determination_id,
            now=NOW,
        )
        RoundCapacity.take(round_id=row.id, minor=part.amount.minor)
        _receive(row, subscription, part)
    return row


def _store_offer(row: Round, lead: Part) -> None:
    """Store the confirmed offer of the lead, who owns a hundred times as much and whom the raise suits."""
    assess(lead.investor)
    offer = LeadOffer.make(
        round_id=row.id,
        investor_id=lead.investor.id,
        pledge=Pledge(amount=lead.amount, own_assets=lead.amount * 100),
        deposit=deposit_of(lead.amount),
        carry=Decimal("0.15"),
        funding_determination_id=row.opening_determination_id,
        now=NOW,
    )
    MoneyDeclaration.declare(offer_id=offer.id, declared=salary(), now=NOW)
    assert row.opening_determination_id is not None
    offer.accept(state=OfferState.ACCEPTED, determination_id=row.opening_determination_id, now=NOW)
    offer.confirm(state=OfferState.CONFIRMED, now=NOW)


def _receive(row: Round, subscription: Subscription, part: Part) -> None:
    if not part.paid:
        return
    subscription.receive(part.paid)
    with unit_of_work(actor=PLATFORM, now=NOW):
        custody = open_account(custody_account(row.id, part.paid.currency))
        claim = open_account(claim_account(subscription.id, part.paid.currency))
        moved = Quantity.of_money(part.paid)
        post(
            key=f"payment:{uuid4()}",
            lines=[Line(custody, moved), Line(claim, -moved)],
            memo="Paid",
            effective_at=NOW,
        )
    if part.paid == part.amount:
        complete(subscription, uncalled_since=None if part.called_back else part.paid_at)


def complete(subscription: Subscription, *, uncalled_since: datetime | None = None) -> None:
    """Store that all is paid: a day ago and called back at `NOW`, or since an instant and not called back."""
    paid_at = uncalled_since or NOW - timedelta(days=1)
    ends_at = cooling_off_ends(paid_at)
    subscription.complete(
        state=SubscriptionState.PAID, now=paid_at, cooling_off_until=ends_at, call_back_by=reached_by(ends_at)
    )
    if uncalled_since is None:
        subscription.confirm_call_back(determination_id=subscription.determination_id, now=NOW)


def make_vehicle(founder: Any, parts: Sequence[Part], *, terms: Terms = COMPLETE) -> Vehicle:
    """Store a raise with these subscriptions, close it and return its vehicle; what rules warn of was cleared."""
    row = make_led_round(founder, parts, terms=terms)
    while isinstance(done := close_round(actor=founder.actor, now=NOW, round_id=row.id), Refused):
        make_clearance(done.determination_id, requested_by=founder.user)  # a refusal without release raises here
    assert isinstance(done, RoundSnapshot)
    return Vehicle.objects.select_related("round__project__organisation").get(round_id=row.id)


def day_after_the_last(terms: Terms = COMPLETE) -> Any:
    """Return an instant on the day after the last day of a raise."""
    assert terms.closes_on is not None
    return NOW + (terms.closes_on - TODAY) + timedelta(days=1)
