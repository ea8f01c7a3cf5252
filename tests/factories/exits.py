"""tests / factories: windows for the next-round exit, opened by their verb over a closed raise."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from compliance.core.facts import Board, HolderPart
from deals.models import Vehicle
from exits.actions.open_exit_window import open_exit_window
from exits.core.listing import ListingTerms
from exits.core.window import WindowTerms
from exits.models import ExitWindow
from tests.factories.deals import NOW, TODAY, yuan

NEXT_ROUND = WindowTerms(
    buyer="New Capital",
    buyer_consents=True,
    completion_post_money=yuan("50000000.00"),
    pre_money=yuan("150000000.00"),
    capacity_units=100_000_000,
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


def make_window(founder: Any, vehicle: Vehicle, **changes: Any) -> ExitWindow:
    """Open a window over a vehicle."""
    terms = replace(NEXT_ROUND, **changes)
    window_id = open_exit_window(actor=founder.actor, now=NOW, round_id=vehicle.round_id, terms=terms)
    return ExitWindow.objects.get(id=window_id)
