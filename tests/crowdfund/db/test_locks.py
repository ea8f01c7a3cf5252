"""tests / db: locks return instances, in one order, and need a transaction."""

from datetime import UTC, datetime

import psycopg2
import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from crowdfund.db.locks import advisory_lock, lock_row, lock_rows, try_advisory_lock
from crowdfund.db.models import Heartbeat
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ACTOR = Actor.system("a test", "request-0001")
LOCK_IT = "SELECT 1 FROM db_heartbeat WHERE name = %s FOR NO KEY UPDATE NOWAIT"


@pytest.fixture
def beats(transactional_db):
    for name in ("b", "a", "c"):
        Heartbeat(name=name, beat_at=NOW).save(force_insert=True)


def can_lock(other, name):
    try:
        with other.cursor() as cursor:
            cursor.execute(LOCK_IT, [name])
    except psycopg2.errors.LockNotAvailable:
        return False
    return True


def test_locked_rows_are_instances_in_ascending_order_of_their_key(beats):
    with unit_of_work(actor=ACTOR, now=NOW), CaptureQueriesContext(connection) as queries:
        found = lock_rows(Heartbeat.objects.order_by("-name"))
        assert [row.pk for row in found] == ["a", "b", "c"]
    locking = [query["sql"] for query in queries if "FOR NO KEY UPDATE" in query["sql"]]
    assert len(locking) == 1
    assert locking[0].endswith('ORDER BY "db_heartbeat"."name" ASC FOR NO KEY UPDATE OF "db_heartbeat"')


def test_the_lock_is_taken_when_the_function_returns_and_not_when_somebody_looks(beats, app_connection):
    with unit_of_work(actor=ACTOR, now=NOW):
        assert can_lock(app_connection, "a")
        lock_rows(Heartbeat.objects.filter(name="a"))
        assert not can_lock(app_connection, "a")
        assert can_lock(app_connection, "b")
    assert can_lock(app_connection, "a")


def test_a_locked_row_is_read_afresh(beats, app_connection):
    with unit_of_work(actor=ACTOR, now=NOW):
        stale = Heartbeat.objects.get(name="a")
        with app_connection.cursor() as cursor:
            cursor.execute("UPDATE db_heartbeat SET beat_at = '2026-11-20 09:00+00' WHERE name = 'a'")
        assert lock_row(Heartbeat.objects.filter(name="a")).beat_at > stale.beat_at


def test_without_a_transaction_no_row_is_locked(beats):
    with pytest.raises(TransactionManagementError):
        lock_rows(Heartbeat.objects.all())


def test_one_row_that_is_not_there_is_not_found(beats):
    with unit_of_work(actor=ACTOR, now=NOW), pytest.raises(NotFound):
        lock_row(Heartbeat.objects.filter(name="z"))


def test_two_rows_where_one_is_meant_are_not_found(beats):
    with unit_of_work(actor=ACTOR, now=NOW), pytest.raises(NotFound):
        lock_row(Heartbeat.objects.all())


def test_an_advisory_lock_keeps_the_same_name_from_others_until_the_end(transactional_db, app_connection):
    def other_may():
        with app_connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_try_advisory_lock(key), pg_advisory_unlock(key) FROM (SELECT %s::bigint AS key) k", [key]
            )
            return cursor.fetchone()[0]

    with unit_of_work(actor=ACTOR, now=NOW):
        advisory_lock("round", 1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT classid, objid FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            (high, low), *more = cursor.fetchall()
        assert not more
        key = int.from_bytes((high << 32 | low).to_bytes(8, "big"), "big", signed=True)
        assert try_advisory_lock("round", 1)
        assert not other_may()
    assert other_may()


@pytest.mark.django_db(transaction=True)
def test_trying_never_waits():
    with unit_of_work(actor=ACTOR, now=NOW):
        assert try_advisory_lock("idempotency", "client", "key")
    with transaction.atomic():
        assert try_advisory_lock("idempotency", "client", "key")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("take", [advisory_lock, try_advisory_lock])
def test_an_advisory_lock_outside_of_a_transaction_is_a_mistake(take):
    with pytest.raises(OutsideWork):
        take("round", 1)


@pytest.mark.django_db(transaction=True)
def test_names_with_the_same_letters_are_different_names(app_connection):
    with unit_of_work(actor=ACTOR, now=NOW):
        advisory_lock("round", "12")
        advisory_lock("round1", "2")
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()")
            assert cursor.fetchone() == (2,)
