"""tests / sweeps core: when a sweep should run and when it is late, around midnight in Shanghai."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.days import legal_day, start_of
from crowdfund.sweeps.core.sweep import LatestRun, Sweep, install_sweep, installed_sweeps, is_late, should_run

DAY = date(2027, 1, 31)
MIDNIGHT = start_of(DAY)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def sweep(name="unlock_lots", **options):
    return Sweep(name=name, due=lambda **_: [], settle=lambda **_: 0, **options)


def run(finished_at, day=None):
    return LatestRun(day=day or legal_day(finished_at), finished_at=finished_at)


def runs(latest, now, **options):
    return should_run(sweep(**options), latest=latest, day=legal_day(now), now=now)


def late(latest, now, *, since=None, **options):
    runs_since = max(start_of(legal_day(now)), since or start_of(legal_day(now)))
    return is_late(sweep(**options), latest=latest, day=legal_day(now), runs_since=runs_since, now=now)


class TestShouldRun:
    def test_midnight_in_shanghai_is_four_in_the_afternoon_in_utc(self):
        assert datetime(2027, 1, 30, 16, tzinfo=UTC) == MIDNIGHT

    def test_one_that_never_ran_runs(self):
        assert runs(None, MIDNIGHT)

    def test_a_new_legal_day_begins_a_run_and_a_new_day_in_utc_does_not(self):
        before = run(MIDNIGHT - MINUTE)
        assert not runs(before, MIDNIGHT - SECOND)
        assert runs(before, MIDNIGHT)
        utc_midnight = datetime(2027, 1, 31, 0, tzinfo=UTC)
        assert not runs(run(utc_midnight - MINUTE), utc_midnight)

    def test_days_that_were_missed_need_one_run(self):
        assert runs(run(MIDNIGHT - 400 * 24 * HOUR), MIDNIGHT)
        assert not runs(run(MIDNIGHT), MIDNIGHT + SECOND)

    def test_it_runs_again_after_its_period(self):
        latest = run(MIDNIGHT)
        assert not runs(latest, MIDNIGHT + HOUR - SECOND, every=HOUR)
        assert runs(latest, MIDNIGHT + HOUR, every=HOUR)

    def test_a_run_by_hand_for_an_earlier_day_does_not_count_for_today(self):
        assert runs(run(MIDNIGHT + HOUR, day=DAY - timedelta(days=1)), MIDNIGHT + 2 * HOUR)


class TestIsLate:
    def test_ten_minutes_after_midnight_and_not_before(self):
        yesterday = run(MIDNIGHT - HOUR)
        assert not late(yesterday, MIDNIGHT - SECOND)
        assert not late(yesterday, MIDNIGHT + 10 * MINUTE)
        assert late(yesterday, MIDNIGHT + 10 * MINUTE + SECOND)

    def test_a_run_for_the_day_ends_it(self):
        assert not late(run(MIDNIGHT + MINUTE), MIDNIGHT + 23 * HOUR)

    def test_one_that_never_ran_is_late_as_well(self):
        assert not late(None, MIDNIGHT + MINUTE)
        assert late(None, MIDNIGHT + HOUR)

    def test_a_short_period_makes_it_late_during_the_day(self):
        latest = run(MIDNIGHT + MINUTE)
        assert not late(latest, MIDNIGHT + HOUR + 11 * MINUTE, every=HOUR)
        assert late(latest, MIDNIGHT + HOUR + 11 * MINUTE + SECOND, every=HOUR)

    @pytest.mark.parametrize("latest", [None, run(MIDNIGHT - HOUR), run(MIDNIGHT + MINUTE)])
    def test_time_that_the_clock_skipped_makes_nobody_late(self, latest):
        noon = MIDNIGHT + 12 * HOUR
        assert late(latest, noon + MINUTE, every=HOUR)
        assert not late(latest, noon + MINUTE, every=HOUR, since=noon)
        assert late(latest, noon + 11 * MINUTE, every=HOUR, since=noon)

    @given(st.integers(0, 2 * 86_400), st.integers(0, 2 * 86_400), st.integers(60, 86_400))
    def test_whoever_is_late_should_run(self, ran, asked, every):
        now = MIDNIGHT + timedelta(seconds=max(ran, asked))
        latest = run(MIDNIGHT + timedelta(seconds=ran))
        period = timedelta(seconds=every)
        assert not late(latest, now, every=period) or runs(latest, now, every=period)


class TestTheList:
    def test_is_ordered_by_name_and_takes_the_same_sweep_twice(self):
        second, first = sweep("b"), sweep("a")
        for each in (second, first, second):
            install_sweep(each)
        assert list(installed_sweeps().values()) == [first, second]

    def test_two_sweeps_with_one_name_are_a_mistake(self):
        install_sweep(sweep())
        with pytest.raises(ValueError, match="unlock_lots"):
            install_sweep(sweep())

    @pytest.mark.parametrize("wrong", [{"batch": 0}, {"every": timedelta(0)}, {"late_after": timedelta(0)}])
    def test_a_sweep_that_never_ends_or_never_rests_is_a_mistake(self, wrong):
        with pytest.raises(ValueError, match="above zero"):
            sweep(**wrong)
