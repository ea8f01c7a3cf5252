"""audit / wake: the hint is sent after the commit, and its failure is nobody's concern."""

from uuid import uuid4

import pytest
from celery import current_app
from kombu.exceptions import OperationalError

from crowdfund.audit import wake as module
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from crowdfund.audit.wake import wake
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from tests.factories.audit import NOON, SYSTEM, happen


@pytest.fixture
def sent(monkeypatch):
    """Collect the names of the tasks that would be sent."""
    names = []
    monkeypatch.setattr(module._drains, "resting_until", 0.0)
    monkeypatch.setattr(current_app, "send_task", lambda name, **_: names.append(name))
    return names


@pytest.mark.django_db(transaction=True)
def test_the_couriers_are_woken_after_the_commit_and_not_before(sent):
    with unit_of_work(actor=SYSTEM, now=NOON):
        record(verb="round.opened", subject=Subject(kind="round", id=uuid4()), notify=[uuid4()])
        assert sent == []
    assert sorted(sent) == ["notices.deliver_emails", "notices.deliver_notices"]


@pytest.mark.django_db(transaction=True)
def test_nobody_is_woken_for_nothing(sent):
    happen()
    with pytest.raises(ZeroDivisionError), unit_of_work(actor=SYSTEM, now=NOON):
        record(verb="round.opened", subject=Subject(kind="round", id=uuid4()), notify=[uuid4()])
        raise ZeroDivisionError
    assert sent == []


def test_one_channel_may_be_woken_alone(sent):
    wake(Channel.EMAIL)
    assert sent == ["notices.deliver_emails"]


@pytest.mark.django_db(transaction=True)
def test_without_a_broker_the_change_is_stored_and_the_broker_is_left_alone_for_a_while(sent, monkeypatch):
    attempts = []

    def refuse(name, **_):
        attempts.append(name)
        raise OperationalError("Redis is away")

    monkeypatch.setattr(current_app, "send_task", refuse)
    happen(notify=[uuid4()])
    happen(notify=[uuid4()])
    assert len(attempts) == 1
    assert Event.objects.count() == 2
    assert Delivery.objects.open().count() == 4
    monkeypatch.setattr(module._drains, "resting_until", 0.0)
    happen(notify=[uuid4()])
    assert len(attempts) == 2


@pytest.mark.django_db(transaction=True)
def test_with_redis_really_away_the_change_is_stored_and_the_sweep_delivers_it(monkeypatch):
    monkeypatch.setattr(module._drains, "resting_until", 0.0)
    away = current_app.connection_for_write("redis://127.0.0.1:1/0")
    usual = current_app.send_task
    outcome = []

    def to_nowhere(name, **options):
        try:
            usual(name, connection=away, **options)
        except Exception as error:
            outcome.append(type(error).__name__)
            raise

    monkeypatch.setattr(current_app, "send_task", to_nowhere)
    event = happen(notify=[uuid4()])
    assert outcome == ["OperationalError"]
    assert Delivery.objects.open().filter(event=event).count() == 2
