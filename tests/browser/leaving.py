"""tests / browser: the way out of a closed raise: a listing with its lock-up, and the books at the end."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from crowdfund.audit.models import Delivery, Event
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import add_months, legal_day
from exits.core.states import LotState
from exits.words import LOT_STATES
from tests.browser.cast import Cast, said, wait_to_read
from tests.browser.window import Window

_LOCKED_MONTHS = 12


def move_clock(operator: Window, *, to: date) -> None:
    """Move the sandbox's clock by its page, which the legal day in the header leads to."""
    operator.page.click(".legal-day a")
    operator.look()
    operator.send(to=to.isoformat())
    assert operator.path == "/clock/"


def list_the_company(cast: Cast, address: str) -> None:
    """Let the officer record that the company is listed today; holders see their partnership's shares locked."""
    today = legal_day(business_now())
    cast.officer.go("/exits/")
    cast.officer.follow(f"{address}listing")
    cast.officer.send(
        board="main", listed_on=today.isoformat(), part="other", shares="1000000", evidence="Announcement 2026-118."
    )
    assert cast.officer.path == "/exits/"
    for window in (cast.lead, *cast.followers):
        window.go("/exits/")
        assert said(window, LOT_STATES[LotState.LOCKED].label) in window.words


def wait_out_the_lock_up(cast: Cast) -> None:
    """Move the clock to the day before the release, then to it; the sweep unlocks once and the holders are told."""
    release = add_months(legal_day(business_now()), _LOCKED_MONTHS)
    move_clock(cast.operator, to=release - timedelta(days=1))
    wait_to_read(cast.operator, "/sweeps/", (release - timedelta(days=1)).strftime("%Y"))
    move_clock(cast.operator, to=release)
    for window in (cast.lead, *cast.followers, cast.founder):
        wait_to_read(window, "/exits/", LOT_STATES[LotState.FREE].label)
    assert Event.objects.filter(verb="lot.unlocked").count() == 1


def everything_agrees(anchor: Path) -> None:
    """Ask each of the platform's own proofs; each of them raises when something does not agree."""
    for words in (["ledger", "check"], ["audit", "--anchor", str(anchor), "verify"], ["compliance", "replay"]):
        call_command(*words, stdout=StringIO())
    assert not Delivery.objects.filter(parked_at__isnull=False).exists()
