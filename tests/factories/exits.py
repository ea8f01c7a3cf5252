"""tests / factories: windows for the next-round exit, brought into each state by their verbs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from compliance.core.facts import Board, HolderPart
from compliance.queries import is_certified
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.custody import Treatment
from deals.models import Payment, Vehicle
from exits.actions.allocate_exit_window import allocate_exit_window
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.elect_exit import elect_exit
from exits.actions.propose_exit_window import propose_exit_window
from exits.core.listing import ListingTerms
from exits.core.next_round import Portion
from exits.core.window import WindowTerms
from exits.models import ExitElection, ExitWindow
from tests.factories.closing import PLATFORM
from tests.factories.custody import TREASURER, settled
from tests.factories.deals import NOW, TODAY, yuan
from tests.factories.leads import certify

NEXT_ROUND = WindowTerms(
    buyer_name="New Capital",
    completion_post_money=yuan("50000000.00"),
    pre_money=yuan("150000000.00"),
    proposed_units=100_000_000,
    closes_on=TODAY + timedelta(days=10),
)
"""Three times the valuation at completion; the buyer takes a million yuan of what was subscribed."""

AFTERWARDS = NOW + timedelta(days=11)
"""An instant on the day after the last day of the window."""

LISTED = ListingTerms(
    board=Board.MAIN,
    listed_on=TODAY,
    part=HolderPart.OTHER,
    shares=10_000_000,
    evidence="Announcement 2026-101 of the exchange.",
)
"""A listing on the main board today; the vehicle is no controller."""


def make_proposal(founder: Any, buyer: Any, vehicle: Vehicle, **changes: Any) -> ExitWindow:
    """Propose a window over a vehicle to a buyer, who is certified from today on."""
    if not is_certified(buyer.id, on=TODAY):
        certify(buyer)
    terms = replace(NEXT_ROUND, **changes)
    window_id = propose_exit_window(
        actor=founder.actor, now=NOW, round_id=vehicle.round_id, terms=terms, buyer_email=buyer.user.email
    )
    assert isinstance(window_id, UUID)
    return _stored(window_id)


def make_window(founder: Any, buyer: Any, vehicle: Vehicle, **changes: Any) -> ExitWindow:
    """Open a window over a vehicle, with the consent of a buyer to all that was proposed."""
    window = make_proposal(founder, buyer, vehicle, **changes)
    consent_to_exit_window(actor=buyer.actor, now=NOW, window_id=window.id, capacity_units=window.proposed_units)
    return _stored(window.id)


def make_allocation(founder: Any, buyer: Any, vehicle: Vehicle, sellers: Sequence[Any], **changes: Any) -> ExitWindow:
    """Open a window in which the sellers offer everything, and allocate it on the day after its last."""
    window = make_window(founder, buyer, vehicle, **changes)
    for seller in sellers:
        elect_exit(actor=seller.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    return _stored(window.id)


def purchase_of(window: ExitWindow) -> Payment:
    """Return what the buyer is to pay."""
    return Payment.objects.exclude(state="cancelled").get(subject_kind="exit_window", subject_id=window.id)


def proceeds_of(election: ExitElection) -> Payment:
    """Return what a seller is to get."""
    return Payment.objects.get(subject_kind="exit_election", subject_id=election.id)


def money_has_come(payment: Payment, *, now: datetime = AFTERWARDS) -> Treatment:
    """Receive the custodian's news that a payment has moved as ordered, without a bank."""
    return receive_custodian_message(actor=TREASURER, now=now, message=settled(payment))


def _stored(window_id: UUID) -> ExitWindow:
    return ExitWindow.objects.select_related("vehicle").get(id=window_id)
