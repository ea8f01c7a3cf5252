"""tests / browser: the ways out of a closed raise: the next round, a listing with its lock-up; the books at the end."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from crowdfund.audit.models import Delivery, Event
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import add_months, legal_day
from crowdfund.notices.core.wording import wording_of
from crowdfund.sweeps.models import SweepRun
from deals.core.money_moves import PaymentPurpose
from deals.words import PURPOSES
from exits.core.states import LotState, WindowState
from exits.models import ExitElection
from exits.words import LOT_STATES
from exits.words import STATES as EXIT_STATES
from tests.browser.cast import BUYER, Cast, said, wait_to_read
from tests.browser.raising import follow_to_decide, move_clock, pass_screening, pay
from tests.browser.window import Window
from tests.custodian import wait_for

_LOCKED_MONTHS = 12
PRICE = ("175,000,001", "2,625,000.02")
"""Units that the buyer takes, and what they cost at one and a half fen each, each seller's share rounded by itself."""
SOLD = (("480,000,000", "75,000,000", "1,125,000.00"), ("640,000,000", "100,000,001", "1,500,000.02"))
"""For each follower: units offered, units sold after the cut-back to the largest remainder, proceeds."""


def sell_in_the_next_round(cast: Cast, address: str) -> None:
    """Let the buyer consent, one follower offer half and one everything; both are cut back, paid, and read it."""
    last_day = legal_day(business_now()) + timedelta(days=10)
    window = _open_a_window(cast, address, closes_on=last_day)
    for holder, portion in zip(cast.followers, ("50", "100"), strict=True):
        holder.go("/exits/")
        holder.follow(window)
        holder.follow("/elect")
        holder.send(portion=portion)
    move_clock(cast.operator, to=last_day + timedelta(days=1))
    wait_to_read(cast.buyer, window, EXIT_STATES[WindowState.ALLOCATED].label, *PRICE)
    pay(cast.buyer, reminded_on="/exits/")
    for holder, sold in zip(cast.followers, SOLD, strict=True):
        wait_to_read(holder, window, EXIT_STATES[WindowState.SETTLED].label, *sold)
        wait_to_read(holder, "/payments/", PURPOSES[PaymentPurpose.PROCEEDS], sold[-1])
        wait_to_read(holder, "/notices/", _title("exit_window.settled", holder))
    wait_for(lambda: not ExitElection.objects.filter(units_filled__gt=0, paid_at=None).exists())
    cast.founder.go(f"{address}cap-table/")
    for units in ("400,000,000", "885,000,000", "175,000,001", "539,999,999"):
        assert units in cast.founder.words


def _open_a_window(cast: Cast, address: str, *, closes_on: date) -> str:
    """Let the founder propose and the buyer consent to less; return the window's address."""
    cast.founder.go("/exits/")
    cast.founder.follow(f"{address}exit-windows/new")
    cast.founder.send(
        buyer_name="澜海资本",
        buyer_email=BUYER,
        completion_post_money="80,000,000.00",
        pre_money="120,000,000.00",
        proposed_units="300000000",
        closes_on=closes_on.isoformat(),
    )
    window = cast.founder.path
    pass_screening(cast.buyer)
    cast.buyer.go("/exits/")
    cast.buyer.follow("/consent")
    cast.buyer.send(capacity_units="175000001")
    assert cast.buyer.path == window
    return window


def list_the_company(cast: Cast, address: str) -> None:
    """Let the officer record that the company is listed today; holders see their partnership's shares locked."""
    today = legal_day(business_now())
    cast.officer.go("/exits/")
    follow_to_decide(cast.officer, f"{address}listing")
    cast.officer.send(
        board="main", listed_on=today.isoformat(), part="other", shares="1000000", evidence="Announcement 2026-118."
    )
    assert cast.officer.path == "/exits/"
    for window in (cast.lead, *cast.followers):
        window.go("/exits/")
        assert said(window, LOT_STATES[LotState.LOCKED].label) in window.words


def wait_out_the_lock_up(cast: Cast) -> None:
    """Move the clock to the eve of the release, then to its day; the sweep unlocks once and the holders are told."""
    release = add_months(legal_day(business_now()), _LOCKED_MONTHS)
    eve = release - timedelta(days=1)
    move_clock(cast.operator, to=eve)
    cast.operator.follow("/sweeps/")
    wait_for(lambda: _has_swept("unlock-lots", day=eve))
    for window in (cast.lead, cast.founder):
        wait_to_read(window, "/exits/", LOT_STATES[LotState.LOCKED].label)
    move_clock(cast.operator, to=release)
    for window in (cast.lead, *cast.followers, cast.founder):
        wait_to_read(window, "/exits/", LOT_STATES[LotState.FREE].label)
        wait_to_read(window, "/notices/", _title("lot.unlocked", window))
    assert Event.objects.filter(verb="lot.unlocked").count() == 1
    late = {event.after["day"] for event in Event.objects.filter(verb="sweep.late")}
    assert late.isdisjoint({eve.isoformat(), release.isoformat()})


def _has_swept(name: str, *, day: date) -> bool:
    return SweepRun.objects.filter(sweep=name, day=day, finished_at__isnull=False).exists()


def _title(verb: str, window: Window) -> str:
    return wording_of(verb).title[window.language[:2]]


def everything_agrees(anchor: Path) -> None:
    """Ask each of the platform's own proofs, by the commands that the README names; each ends badly on a difference."""
    for words in (
        ["ledger", "check"],
        ["deals", "check"],
        ["audit", "--anchor", str(anchor), "seal"],
        ["audit", "--anchor", str(anchor), "verify"],
        ["compliance", "replay"],
    ):
        call_command(*words, stdout=StringIO())
    assert not Delivery.objects.filter(parked_at__isnull=False).exists()
