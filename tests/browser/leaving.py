"""tests / browser: the way out of a closed raise: a listing with its lock-up, and the books at the end."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from crowdfund.audit.models import Delivery, Event
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import add_months, legal_day
from crowdfund.notices.core.wording import wording_of
from crowdfund.sweeps.models import SweepRun
from exits.core.states import LotState
from exits.words import LOT_STATES
from tests.browser.cast import Cast, said, wait_to_read
from tests.browser.window import Window
from tests.custodian import wait_for

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
