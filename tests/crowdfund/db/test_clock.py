"""tests / db: business time is real time plus an offset that only grows, and that production does not have."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import psycopg2
import pytest
from django.db import IntegrityError, OperationalError, connection, connections, transaction

from crowdfund.db import clock
from crowdfund.db.clock import ClockIsLocked, advance_clock, business_now, clock_landed_at, clock_offset
from crowdfund.db.models import FURTHEST_AHEAD, BusinessClock
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now

ACTOR = Actor.system("tests", "tests")
DAY = timedelta(days=1)


def move(by):
    with unit_of_work(actor=ACTOR, now=system_now()):
        return advance_clock(by=by)


def sql(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.django_db
class TestTime:
    def test_it_is_the_real_time_in_utc_until_somebody_moves_it(self):
        before = system_now()
        now = business_now()
        assert before <= now <= system_now()
        assert now.tzinfo is UTC
        assert clock_landed_at() is None

    def test_it_runs_ahead_by_the_sum_of_all_moves(self):
        assert move(DAY) == DAY
        assert move(2 * DAY) == clock_offset() == 3 * DAY
        before = system_now()
        assert before + 3 * DAY <= business_now() <= system_now() + 3 * DAY

    def test_it_tells_where_the_last_move_ended(self):
        move(DAY)
        before = business_now()
        move(DAY)
        landed_at = clock_landed_at()
        assert landed_at is not None
        assert before < landed_at
        assert abs(landed_at - business_now()) < timedelta(minutes=1)

    def test_asking_costs_one_query(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            business_now()

    @pytest.mark.parametrize("by", [timedelta(0), -DAY])
    def test_only_forward(self, by):
        with pytest.raises(ValueError, match="forward"):
            move(by)
        assert clock_offset() == timedelta(0)


@pytest.mark.django_db
class TestTheRow:
    """Whoever goes around the code meets the database."""

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE db_businessclock SET offset_us = offset_us - 1",
            "UPDATE db_businessclock SET offset_us = 0",
            "DELETE FROM db_businessclock",
        ],
    )
    def test_never_goes_back(self, statement):
        move(DAY)
        with pytest.raises(IntegrityError, match="never goes back"):
            sql(statement)
        assert clock_offset() == DAY

    def test_control_forward_is_allowed(self):
        move(DAY)
        sql("UPDATE db_businessclock SET offset_us = offset_us + 1")
        assert clock_offset() == DAY + timedelta(microseconds=1)

    @pytest.mark.parametrize(
        ("row", "constraint"),
        [
            ("2, 0", "business_clock_is_one"),
            ("1, -1", "business_clock_within_bounds"),
            (f"1, {FURTHEST_AHEAD // timedelta(microseconds=1) + 1}", "business_clock_within_bounds"),
        ],
    )
    def test_is_one_and_within_bounds(self, row, constraint):
        with pytest.raises(IntegrityError, match=constraint):
            sql(f"INSERT INTO db_businessclock (id, offset_us, moved_at) VALUES ({row}, now())")

    def test_can_be_emptied_by_nobody(self, superuser_connection):
        for statement in ("TRUNCATE db_businessclock", "DELETE FROM db_businessclock"):
            with superuser_connection.cursor() as cursor, pytest.raises(psycopg2.errors.RestrictViolation):
                cursor.execute(statement)


@pytest.mark.django_db
class TestProduction:
    @pytest.fixture(autouse=True)
    def production(self, settings):
        move(DAY)
        settings.IS_PRODUCTION = True

    def test_business_time_is_real_time_and_asks_nobody(self, django_assert_num_queries):
        before = system_now()
        with django_assert_num_queries(0):
            assert before <= business_now() <= system_now()
            assert clock_offset() == timedelta(0)
            assert clock_landed_at() is None

    def test_nothing_moves_it(self):
        with pytest.raises(ClockIsLocked):
            move(DAY)
        assert BusinessClock.offset() == DAY


def test_a_database_that_is_away_gives_no_time(monkeypatch):
    """A wrong instant must not travel into a change."""

    def away():
        raise OperationalError("gone")

    monkeypatch.setattr(BusinessClock, "offset", away)
    with pytest.raises(clock.CLOCK_IS_AWAY):
        business_now()


def move_and_close(by):
    try:
        return move(by)
    finally:
        connections.close_all()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_moved", [False, True], ids=["without a row", "with a row"])
def test_two_movers_add_up(is_moved):
    start = move(DAY) if is_moved else timedelta(0)
    with ThreadPoolExecutor(max_workers=4) as pool:
        ends = list(pool.map(move_and_close, [DAY, 2 * DAY, 4 * DAY, 8 * DAY]))
    assert clock_offset() == start + 15 * DAY
    assert max(ends) == clock_offset()
    assert len(set(ends)) == 4


def test_the_furthest_business_time_is_within_the_calendar():
    assert datetime(2400, 1, 1, tzinfo=UTC) + FURTHEST_AHEAD < datetime.max.replace(tzinfo=UTC)
