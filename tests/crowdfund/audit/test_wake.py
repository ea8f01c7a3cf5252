"""audit / wake: the hint is sent after the commit, and its failure is nobody's concern."""

import socket
import time
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
@pytest.mark.parametrize("port", ["closed", "silent"])
def test_with_redis_really_away_the_change_is_stored_and_the_sweep_will_find_it(monkeypatch, port):
    """One port refuses, the other takes the connection and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"redis://127.0.0.1:{server.getsockname()[1] if port == 'silent' else 1}/0"
        monkeypatch.setattr(current_app.conf, "broker_write_url", address)
        monkeypatch.setattr(module._drains, "resting_until", 0.0)
        event = happen(notify=[uuid4()])
    assert module._drains.resting_until > time.monotonic()
    assert Delivery.objects.open().filter(event=event).count() == 2


def test_a_request_never_has_celerys_patience_with_a_broker_that_is_away(monkeypatch):
    patience = []
    monkeypatch.setattr(module._drains, "resting_until", 0.0)
    monkeypatch.setattr(
        current_app, "send_task", lambda _, connection, **__: patience.append(connection.transport_options)
    )
    wake(Channel.EMAIL)
    (options,) = patience
    assert (options["max_retries"], options["interval_start"]) == (1, 0)
    assert max(options["socket_connect_timeout"], options["socket_timeout"]) <= 1
    assert options["global_keyprefix"] == current_app.conf.broker_transport_options["global_keyprefix"]


def test_a_hint_that_was_sent_stands_in_the_queue(monkeypatch):
    monkeypatch.setattr(module._drains, "resting_until", 0.0)
    with current_app.connection_for_read() as connection:
        connection.default_channel.queue_purge("celery")  # hints of tests that really committed
        wake(Channel.EMAIL)
        message = connection.default_channel.basic_get("celery", no_ack=True)
    assert message.headers["task"] == "notices.deliver_emails"
    assert message.headers["expires"] is not None
