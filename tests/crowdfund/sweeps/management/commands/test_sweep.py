"""tests / sweeps commands: by hand, with progress."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command

from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.core.sweep import install_sweep
from crowdfund.sweeps.models import SweepRun
from tests.crowdfund.sweeps.lots import add_lots, lot_sweep, marks, once

pytestmark = pytest.mark.django_db
ONE_DAY = timedelta(days=1)


@pytest.fixture
def today():
    return legal_day(business_now())


@pytest.fixture
def sweep():
    install_sweep(lot_sweep(batch=2))


def sweep_by_hand(*words):
    out = io.StringIO()
    call_command("sweep", *words, stdout=out)
    return out.getvalue().splitlines()


def test_it_lists_the_sweeps():
    assert sweep_by_hand() == ["No room has installed a sweep."]
    install_sweep(lot_sweep(name="b"))
    install_sweep(lot_sweep(name="a"))
    assert sweep_by_hand() == ["a", "b"]


@pytest.mark.usefixtures("sweep")
def test_it_runs_one_and_says_how_far_it_is(today):
    ids = add_lots(3, due_on=today)
    assert sweep_by_hand("unlock_lots") == [
        "  2 looked at, 2 done",
        "  3 looked at, 3 done",
        f"unlock_lots for {today}: 3 looked at, 3 done.",
    ]
    assert marks() == once(ids)


@pytest.mark.usefixtures("sweep")
def test_an_earlier_day_leaves_what_became_due_later(today):
    early, _ = add_lots(1, due_on=today - ONE_DAY), add_lots(1, due_on=today)
    sweep_by_hand("unlock_lots", "--day", (today - ONE_DAY).isoformat())
    assert marks() == once(early)
    assert SweepRun.objects.get().day == today - ONE_DAY


@pytest.mark.usefixtures("sweep")
def test_a_dry_run_may_look_ahead_and_does_nothing(today):
    add_lots(2, due_on=today + ONE_DAY)
    tomorrow = (today + ONE_DAY).isoformat()
    assert sweep_by_hand("unlock_lots", "--day", tomorrow, "--dry-run") == [
        f"unlock_lots for {tomorrow}: 2 would be looked at."
    ]
    assert (marks(), SweepRun.objects.count()) == ({}, 0)


@pytest.mark.usefixtures("sweep")
def test_a_day_that_has_not_come_is_refused(today):
    add_lots(1, due_on=today)
    with pytest.raises(CommandError, match="has not come"):
        sweep_by_hand("unlock_lots", "--day", (today + ONE_DAY).isoformat())
    assert marks() == {}


@pytest.mark.usefixtures("sweep")
def test_a_name_that_nobody_installed_is_refused_with_those_that_are():
    with pytest.raises(CommandError, match="Known: unlock_lots"):
        sweep_by_hand("unlock_everything")
