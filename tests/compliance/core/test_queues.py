"""What waits for officers, and by when the oldest is decided in time."""

from datetime import UTC, date, datetime

import pytest

from compliance.core import queues
from compliance.core.queues import Backlog, Queue, due_on, install_queue, queues_today, waiting_today
from crowdfund.kernel.actor import Actor

ACTOR = Actor.anonymous("test")
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _no_other_queue(monkeypatch):
    monkeypatch.setattr(queues, "_installed", {})


def queue(name, oldest_at, count=1):
    return Queue(name=name, label=name, route="home", backlog=lambda _actor: Backlog(count=count, oldest_at=oldest_at))


def test_the_queue_that_is_due_first_stands_in_front():
    midnight_in_shanghai = datetime(2026, 11, 16, 16, 30, tzinfo=UTC)
    install_queue(Queue(name="hidden", label="x", route="home", backlog=lambda _actor: None))
    for each in (
        queue("empty", None, count=0),
        queue("young", datetime(2026, 11, 21, 3, tzinfo=UTC)),
        queue("old", midnight_in_shanghai),
    ):
        install_queue(each)
    old, young, empty = queues_today(ACTOR, today=TODAY)
    assert (old.queue.name, old.age_days, old.due_on, old.is_late) == ("old", 5, date(2026, 11, 22), False)
    assert (young.queue.name, young.due_on) == ("young", date(2026, 11, 26))
    assert (empty.queue.name, empty.due_on, empty.is_late) == ("empty", None, False)
    assert queues_today(ACTOR, today=date(2026, 11, 23))[0].is_late


def test_empty_queues_stand_apart_and_who_has_none_is_told_of_nothing():
    assert waiting_today(ACTOR, today=TODAY) is None
    install_queue(queue("empty", None, count=0))
    install_queue(queue("filled", datetime(2026, 11, 21, 3, tzinfo=UTC)))
    waiting = waiting_today(ACTOR, today=TODAY)
    assert waiting is not None
    assert [[each.queue.name for each in group] for group in (waiting.filled, waiting.empty)] == [["filled"], ["empty"]]


def test_each_case_has_the_last_day_of_its_queue():
    install_queue(queue("raises", None))
    assert due_on("raises", datetime(2026, 11, 16, 16, 30, tzinfo=UTC)) == date(2026, 11, 22)


def test_two_queues_do_not_have_one_name():
    install_queue(queue("raises", None))
    with pytest.raises(ValueError, match="two queues"):
        install_queue(queue("raises", None))
