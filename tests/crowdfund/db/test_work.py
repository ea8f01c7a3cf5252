"""tests / db: one transaction per verb, bounded waits, and refusals that commit."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import OperationalError, connection, transaction

from crowdfund.db.models import Heartbeat
from crowdfund.db.work import OutsideWork, RefusedInside, current_work, envelope, unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import Busy

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
ACTOR = Actor.system("a test", "request-0001")


def store(name: str) -> None:
    Heartbeat(name=name, beat_at=NOW).save(force_insert=True)


def stored() -> set[str]:
    return set(Heartbeat.objects.values_list("name", flat=True))


def setting(name):
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [name])
        return cursor.fetchone()[0]


@pytest.mark.django_db(transaction=True)
class TestOneTransaction:
    def test_commits_what_was_written(self):
        with unit_of_work(actor=ACTOR, now=NOW):
            store("kept")
        assert stored() == {"kept"}

    def test_an_error_takes_everything_back(self):
        with pytest.raises(ZeroDivisionError), unit_of_work(actor=ACTOR, now=NOW):
            store("lost")
            raise ZeroDivisionError
        assert stored() == set()

    def test_inner_work_joins_and_falls_with_the_outer(self):
        with pytest.raises(ZeroDivisionError), unit_of_work(actor=ACTOR, now=NOW) as outer:
            with unit_of_work(actor=ACTOR, now=NOW) as inner:
                store("inner")
                assert (outer.is_joined, inner.is_joined) == (False, True)
            raise ZeroDivisionError
        assert stored() == set()

    def test_events_of_inner_work_are_counted_in_the_outer(self):
        with unit_of_work(actor=ACTOR, now=NOW) as outer:
            with unit_of_work(actor=ACTOR, now=NOW) as inner:
                inner.note_event(done=True)
            assert outer.events_recorded == inner.events_recorded == 1

    def test_the_current_work_is_the_innermost_and_gone_afterwards(self):
        with unit_of_work(actor=ACTOR, now=NOW) as outer:
            with unit_of_work(actor=ACTOR, now=NOW) as inner:
                assert current_work() is inner
            assert current_work() is outer
        with pytest.raises(OutsideWork):
            current_work()

    def test_is_never_part_of_a_foreign_transaction(self):
        with (
            pytest.raises(RuntimeError, match="durable"),
            transaction.atomic(),
            unit_of_work(actor=ACTOR, now=NOW),
        ):
            pass

    @pytest.mark.parametrize(
        ("actor", "now"), [(Actor.system("another", "request-0001"), NOW), (ACTOR, NOW + timedelta(seconds=1))]
    )
    def test_inner_work_may_not_have_another_actor_or_instant(self, actor, now):
        with (
            pytest.raises(RuntimeError, match="actor and the instant"),
            unit_of_work(actor=ACTOR, now=NOW),
            unit_of_work(actor=actor, now=now),
        ):
            pass

    def test_a_naive_instant_is_refused(self):
        with pytest.raises(RuntimeError, match="aware"), unit_of_work(actor=ACTOR, now=NOW.replace(tzinfo=None)):
            pass


@pytest.mark.django_db(transaction=True)
class TestRefusals:
    def test_the_outermost_refusal_is_a_value_and_commits(self):
        refusal = object()
        with unit_of_work(actor=ACTOR, now=NOW) as work:
            store("evidence")
            work.note_event(done=False)
            assert work.refused(refusal) is refusal
        assert stored() == {"evidence"}

    def test_a_refusal_inside_another_action_takes_both_back(self):
        refusal = object()
        with pytest.raises(RefusedInside) as caught, unit_of_work(actor=ACTOR, now=NOW):
            store("written before")
            with unit_of_work(actor=ACTOR, now=NOW) as inner:
                inner.refused(refusal)
        assert caught.value.refusal is refusal
        assert stored() == set()

    def test_a_refusal_after_a_change_is_a_mistake_and_rolls_back(self):
        with (
            pytest.raises(RuntimeError, match="before the first change"),
            unit_of_work(actor=ACTOR, now=NOW) as work,
        ):
            store("a change")
            work.note_event(done=True)
            work.refused(object())
        assert stored() == set()

    def test_inside_an_envelope_the_action_is_still_the_outermost(self):
        with envelope():
            with unit_of_work(actor=ACTOR, now=NOW) as work:
                store("evidence")
                assert work.is_joined is False
                work.refused(object())
            store("answer")
        assert stored() == {"evidence", "answer"}

    def test_what_fails_in_the_envelope_takes_the_action_back(self):
        with pytest.raises(ZeroDivisionError), envelope():
            with unit_of_work(actor=ACTOR, now=NOW):
                store("effect")
            raise ZeroDivisionError
        assert stored() == set()


@pytest.mark.django_db(transaction=True)
class TestBoundedWaits:
    def test_a_lock_held_by_somebody_else_becomes_busy(self, settings, app_connection):
        settings.WORK_LOCK_TIMEOUT_MS = 100
        store("row")
        app_connection.autocommit = False
        with app_connection.cursor() as other:
            other.execute("SELECT 1 FROM db_heartbeat WHERE name = 'row' FOR UPDATE")
            with pytest.raises(Busy) as caught, unit_of_work(actor=ACTOR, now=NOW):
                Heartbeat.objects.filter(name="row").update(beat_at=NOW)
        app_connection.rollback()
        assert caught.value.retry_after == 1

    def test_a_statement_that_takes_too_long_becomes_busy(self, settings):
        settings.WORK_STATEMENT_TIMEOUT_MS = 100
        with pytest.raises(Busy), unit_of_work(actor=ACTOR, now=NOW), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    def test_the_envelope_bounds_its_own_waits(self, settings):
        settings.WORK_STATEMENT_TIMEOUT_MS = 100
        with pytest.raises(Busy), envelope(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(20)")

    def test_another_fault_of_the_database_stays_what_it_is(self):
        with pytest.raises(OperationalError), unit_of_work(actor=ACTOR, now=NOW):
            raise OperationalError("the connection is gone")

    def test_the_bounds_end_with_the_transaction(self, settings):
        before = setting("lock_timeout"), setting("statement_timeout")
        settings.WORK_LOCK_TIMEOUT_MS = 1_234
        settings.WORK_STATEMENT_TIMEOUT_MS = 5_678
        with unit_of_work(actor=ACTOR, now=NOW):
            assert (setting("lock_timeout"), setting("statement_timeout")) == ("1234ms", "5678ms")
        assert (setting("lock_timeout"), setting("statement_timeout")) == before


@pytest.mark.django_db(transaction=True)
def test_the_database_knows_who_acts_only_while_they_act():
    with unit_of_work(actor=ACTOR, now=NOW):
        assert setting("cf.actor") == f"system:{ACTOR.id}"
        assert setting("cf.request_id") == "request-0001"
    assert setting("cf.actor") == ""
    assert setting("cf.request_id") == ""


@pytest.mark.django_db(transaction=True)
class TestAfterCommit:
    def test_wakes_after_the_commit_only(self):
        woken = []
        with unit_of_work(actor=ACTOR, now=NOW) as work:
            work.after_commit(lambda: woken.append(stored()))
            store("row")
            assert woken == []
        assert woken == [{"row"}]

    def test_does_not_wake_for_what_was_taken_back(self):
        woken = []
        with pytest.raises(ZeroDivisionError), unit_of_work(actor=ACTOR, now=NOW) as work:
            work.after_commit(lambda: woken.append(1))
            raise ZeroDivisionError
        assert woken == []

    def test_wakes_once_however_many_verbs_of_a_transaction_ask_for_it(self):
        woken = []

        def wake():
            woken.append(stored())

        with envelope():
            for name in ("first", "second"):
                with unit_of_work(actor=ACTOR, now=NOW) as work:
                    work.after_commit(wake)
                    store(name)
        assert woken == [{"first", "second"}]
        with unit_of_work(actor=ACTOR, now=NOW) as work:
            work.after_commit(wake)
            work.after_commit(wake)
        assert len(woken) == 2

    def test_wakes_for_what_stays_when_the_verb_that_asked_first_was_taken_back(self):
        woken = []

        def wake():
            woken.append(stored())

        with envelope():
            with pytest.raises(ZeroDivisionError), unit_of_work(actor=ACTOR, now=NOW) as work:
                work.after_commit(wake)
                raise ZeroDivisionError
            with unit_of_work(actor=ACTOR, now=NOW) as work:
                work.after_commit(wake)
                store("row")
        assert woken == [{"row"}]

    def test_a_wake_that_fails_hurts_nobody(self):
        woken = []
        with unit_of_work(actor=ACTOR, now=NOW) as work:
            work.after_commit(lambda: 1 / 0)
            work.after_commit(lambda: woken.append(1))
            store("row")
        assert stored() == {"row"}
        assert woken == [1]


def test_outside_of_any_work_there_is_none():
    with pytest.raises(OutsideWork):
        current_work()


@pytest.mark.django_db(transaction=True)
def test_a_client_is_named_to_the_database_by_kind_and_id():
    number = uuid4()
    client = Actor(kind=ActorKind.CLIENT, id=number, request_id="request-0002")
    with unit_of_work(actor=client, now=NOW):
        assert setting("cf.actor") == f"client:{number}"
