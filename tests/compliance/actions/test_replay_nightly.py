"""Every determination once a legal day, in batches that a killed run takes up again; the first that differs is told."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from compliance.actions.replay_nightly import replay_nightly
from compliance.models import Determination, Replay
from compliance.queries.replays import determinations_to_replay, latest_replay
from crowdfund.audit.models import Event
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.states import RunState
from crowdfund.sweeps.core.sweep import Sweep, installed_sweeps
from crowdfund.sweeps.models import SweepRun
from tests.compliance.questions import NOW, TOO_LITTLE, ask, facts, person
from tests.crowdfund.sweeps.lots import SWEEPER
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.audit import unguarded

pytestmark = pytest.mark.django_db
DAY = legal_day(NOW)
ONE_DAY = timedelta(days=1)


def night(*, now: Any = NOW, batch: int = 200, settle: Any = replay_nightly) -> Any:
    sweep = Sweep(name="replay", due=determinations_to_replay, settle=settle, batch=batch)
    return run_sweep(actor=SWEEPER, now=now, sweep=sweep, day=legal_day(now))


def asked(count: int) -> list[UUID]:
    return [ask(facts(TOO_LITTLE) if number % 2 else None).id for number in range(count)]


def test_each_is_computed_again_in_batches_and_the_day_keeps_the_count():
    ids = asked(5)
    assert night(batch=2).keys == 5
    run = Replay.objects.get()
    assert (run.day, run.reached_id, run.agreed, run.differing, run.difference) == (DAY, ids[-1], 5, 0, "")
    assert not Event.objects.filter(verb="determination.differed").exists()


def test_a_second_run_on_the_day_changes_nothing_and_the_next_day_starts_anew():
    asked(3)
    night()
    with nothing_changes(Replay, Determination):
        assert night().effects == 0
    assert night(now=NOW + ONE_DAY).effects == 3
    assert Replay.objects.count() == 2


def test_what_was_asked_after_the_run_is_taken_up_by_the_next_one():
    asked(2)
    night()
    asked(1)
    assert night().effects == 1
    assert Replay.objects.get().agreed == 3


def test_two_runs_that_found_the_same_keys_count_them_once():
    keys = asked(3)
    assert replay_nightly(actor=SWEEPER, now=NOW, day=DAY, keys=keys) == 3
    with nothing_changes(Replay):
        assert replay_nightly(actor=SWEEPER, now=NOW, day=DAY, keys=keys) == 0


class Killed(BaseException):
    """Like a worker that is killed: nobody catches it."""


def test_killed_half_way_the_next_run_goes_on_where_it_was():
    ids = asked(6)
    left = [2]

    def dies_in_the_second_batch(**given: Any) -> int:
        left[0] -= 1
        if left[0]:
            return replay_nightly(**given)
        with unit_of_work(actor=given["actor"], now=given["now"]):
            replay_nightly(**given)
            raise Killed

    with pytest.raises(Killed):
        night(batch=2, settle=dies_in_the_second_batch)
    run = Replay.objects.get()
    assert (run.reached_id, run.agreed) == (ids[1], 2)
    assert [each.state for each in SweepRun.objects.all()] == [RunState.UNFINISHED]
    assert night(batch=2).keys == 4
    assert Replay.objects.get().agreed == 6


def falsify(superuser_connection: Any, id: UUID, change: str) -> None:
    """Change a stored row as whoever owns the server can."""
    with unguarded(superuser_connection) as cursor:
        cursor.execute(f"UPDATE compliance_determination SET {change} WHERE id = %s", [str(id)])
        assert cursor.rowcount == 1


TAMPERING = {
    "a softer verdict": (
        "verdict = 'PERMIT', findings = jsonb_set(findings, '{0,outcome}', '\"PERMIT\"')",
        "the verdict is DENY and was PERMIT",
    ),
    "another amount": ("facts = jsonb_set(facts, '{minimum_ticket,amount}', '\"2000000.00\"')", "not the ones"),
    "another limit": ("findings = jsonb_set(findings, '{0,limit}', '\"1.00\"')", "the findings differ"),
    "another law": ("book_hash = repeat('0', 64)", "another hash"),
    "a finding without its rule": ("findings = findings #- '{0,rule}'", "can't be computed again"),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", TAMPERING)
def test_a_falsified_row_raises_one_alarm_that_names_the_first(kind: str, superuser_connection, officer, operator):
    change, difference = TAMPERING[kind]
    ids = [ask(facts(TOO_LITTLE)).id for _ in range(4)]
    for victim in (ids[1], ids[3]):
        falsify(superuser_connection, victim, change)
    with recorded() as events:
        night(batch=1)
        night(batch=1)
    (alarm,) = events
    assert (alarm.verb, alarm.subject_kind, alarm.subject_id) == ("determination.differed", "determination", ids[1])
    assert alarm.after["day"] == DAY.isoformat()
    assert difference in alarm.after["difference"]
    assert told(alarm) == {officer.id, operator.id}
    run = Replay.objects.get()
    assert (run.agreed, run.differing, run.first_differing_id) == (2, 2, ids[1])
    assert difference in run.difference


@pytest.mark.django_db(transaction=True)
def test_it_is_told_again_on_each_day_until_somebody_has_mended_it(superuser_connection, officer):
    (id,) = (ask(facts(TOO_LITTLE)).id,)
    falsify(superuser_connection, id, "book_hash = repeat('0', 64)")
    with recorded() as events:
        night()
        night(now=NOW + ONE_DAY)
    assert verbs(events) == ["determination.differed"] * 2


def test_the_room_has_installed_it_as_a_sweep_of_every_day():
    sweep = installed_sweeps()["replay"]
    assert (sweep.every, sweep.due, sweep.settle) == (ONE_DAY, determinations_to_replay, replay_nightly)


def test_nobody_but_the_platform_runs_it(officer, operator):
    keys = asked(1)
    for who in (officer, operator):
        with nothing_changes(Replay), pytest.raises(NotAuthorised):
            replay_nightly(actor=who.actor, now=NOW, day=DAY, keys=keys)


def test_who_watches_the_board_knows_how_far_it_came(officer):
    asked(1)
    night()
    found = latest_replay(actor=officer.actor)
    assert found is not None
    assert found.agreed == 1
    assert latest_replay(actor=person()) is None
