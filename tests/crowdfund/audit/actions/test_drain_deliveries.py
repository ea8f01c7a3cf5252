"""audit / actions: everything due is sent, by one worker at a time, and what can't be sent stops nothing else."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections

from crowdfund.accounts.core.roles import Role
from crowdfund.audit.actions import drain_deliveries as module
from crowdfund.audit.actions.drain_deliveries import drain_deliveries
from crowdfund.audit.core.backoff import LEASE, MAX_ATTEMPTS, delay_after
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from tests.factories.accounts import make_user
from tests.factories.audit import NOON, SYSTEM, happen

EXPIRE = "UPDATE audit_delivery SET claimed_until = claimed_until - %s::interval"


def drain(send, *, now=NOON, channel=Channel.EMAIL, limit=100):
    return drain_deliveries(actor=SYSTEM, channel=channel, send=send, now=now, limit=limit)


class Sender:
    """Remembers what it sent; refuses the recipients it was told to refuse."""

    def __init__(self, *, refuse=()):
        self.refuse = set(refuse)
        self.tickets = []

    def __call__(self, ticket):
        self.tickets.append(ticket)
        if ticket.recipient in self.refuse:
            raise ConnectionRefusedError("a@example.com does not like you")

    @property
    def recipients(self):
        return [ticket.recipient for ticket in self.tickets]


@pytest.mark.django_db
def test_what_is_due_is_sent_once_in_the_order_it_became_due():
    people = [uuid4() for _ in range(3)]
    for minute, person in enumerate(people):
        happen(notify=[person], now=NOON - timedelta(minutes=10 - minute))
    sender = Sender()
    report = drain(sender)
    assert (report.done, report.failed, report.parked, report.has_more) == (3, 0, 0, False)
    assert sender.recipients == people
    drain(sender)
    assert len(sender.tickets) == 3
    assert Delivery.objects.filter(channel=Channel.EMAIL, done_at=NOON).count() == 3


@pytest.mark.django_db
def test_one_channel_leaves_the_other_alone():
    happen(notify=[uuid4()])
    drain(Sender(), channel=Channel.NOTICE)
    assert Delivery.objects.get(channel=Channel.EMAIL).done_at is None


@pytest.mark.django_db
def test_the_limit_ends_a_run_and_says_so():
    happen(notify=[uuid4() for _ in range(3)])
    assert drain(Sender(), limit=2).has_more
    assert not drain(Sender(), limit=2).has_more


@pytest.mark.django_db
def test_a_poisoned_delivery_waits_longer_each_time_and_stops_no_other():
    poisoned, well = uuid4(), uuid4()
    happen(notify=[poisoned, well])
    sender = Sender(refuse=[poisoned])
    report = drain(sender)
    assert (report.done, report.failed) == (1, 1)
    delivery = Delivery.objects.get(channel=Channel.EMAIL, recipient=poisoned)
    assert (delivery.attempts, delivery.due_at) == (1, NOON + delay_after(1))
    assert delivery.last_error == "ConnectionRefusedError"
    drain(sender, now=delivery.due_at - timedelta(seconds=1))
    assert sender.recipients.count(poisoned) == 1
    drain(sender, now=delivery.due_at)
    assert sender.recipients.count(poisoned) == 2
    assert len({ticket.delivery_id for ticket in sender.tickets}) == 2


@pytest.mark.django_db
def test_after_the_last_try_it_is_parked_and_the_operators_are_told():
    operator = make_user("pan@example.com", roles=[Role.OPERATOR])
    poisoned = uuid4()
    event = happen(notify=[poisoned])
    sender, now = Sender(refuse=[poisoned]), NOON
    for _ in range(MAX_ATTEMPTS):
        drain(sender, now=now)
        now += timedelta(hours=1)
    delivery = Delivery.objects.get(channel=Channel.EMAIL, recipient=poisoned)
    assert (delivery.attempts, delivery.parked_at is not None) == (MAX_ATTEMPTS, True)
    drain(sender, now=now + timedelta(days=9))
    assert sender.recipients.count(poisoned) == MAX_ATTEMPTS
    alert = Event.objects.get(verb="delivery.parked")
    assert (alert.subject_kind, alert.subject_id) == ("delivery", delivery.id)
    assert alert.after["event"] == str(event.id)
    assert "example.com" not in str(alert.after)
    told = Delivery.objects.filter(event=alert)
    assert {(each.channel, each.recipient) for each in told} == {("notice", operator.id), ("email", operator.id)}


@pytest.mark.django_db
def test_an_alert_that_can_not_be_delivered_raises_no_other_alert():
    operator = make_user("pan@example.com", roles=[Role.OPERATOR])
    happen("delivery.parked", notify=[operator.id])
    sender, now = Sender(refuse=[operator.id]), NOON
    for _ in range(MAX_ATTEMPTS):
        drain(sender, now=now)
        now += timedelta(hours=1)
    alert = Event.objects.order_by("-sequence")[0]
    assert alert.verb == "delivery.parked"
    assert alert.after["channel"] == "email"
    assert not Delivery.objects.filter(event=alert).exists()


def let_leases_run_out():
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_delivery SET claimed_until = claimed_until - %s::interval",
            [str(LEASE + timedelta(seconds=1))],
        )


@pytest.mark.django_db
def test_a_delivery_that_kills_its_worker_is_counted_and_parked_without_dragging_others_along():
    killer, well = uuid4(), uuid4()
    happen(notify=[killer], now=NOON - timedelta(minutes=1))
    happen(notify=[well])
    sent = []

    def die(ticket):
        if ticket.recipient == killer:
            raise SystemExit("killed")
        sent.append(ticket.recipient)

    for _ in range(MAX_ATTEMPTS):
        with pytest.raises(SystemExit):
            drain(die)
        let_leases_run_out()
    report = drain(die)
    assert (report.done, report.parked, sent) == (1, 1, [well])
    parked = Delivery.objects.get(channel=Channel.EMAIL, recipient=killer)
    assert (parked.last_error, parked.attempts) == ("NoAnswer", MAX_ATTEMPTS)
    assert Delivery.objects.get(channel=Channel.EMAIL, recipient=well).attempts == 1


@pytest.mark.django_db
def test_a_worker_that_was_too_slow_does_not_undo_what_another_did():
    happen(notify=[uuid4()])
    seen = []

    def slow(ticket):
        seen.append(ticket.attempt)
        if len(seen) == 1:
            let_leases_run_out()
            drain(slow)
            raise TimeoutError

    drain(slow)
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    assert seen == [1, 2]
    assert (delivery.done_at, delivery.last_error) == (NOON, "")


def race(*, workers=2):
    """Let workers drain at once, each with its own connection, and return what each of them sent."""
    barrier, sent, lock, failures = threading.Barrier(workers), [], threading.Lock(), []

    def send(ticket):
        with lock:
            sent.append(ticket.recipient)

    def work():
        try:
            barrier.wait(timeout=10)
            drain(send)
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert failures == []
    return sent


@pytest.mark.django_db(transaction=True)
def test_workers_beside_each_other_send_each_delivery_once():
    people = [uuid4() for _ in range(40)]
    happen(notify=people)
    sent = race()
    assert sorted(sent) == sorted(people)


@pytest.mark.django_db(transaction=True)
def test_control_without_the_row_lock_the_same_delivery_is_sent_twice(monkeypatch):
    both_have_read = threading.Barrier(2)

    def read_without_locking(*, channel, now):
        row = Delivery.objects.due(channel=channel, now=now).first()
        if row is not None and row.attempts == 0:
            both_have_read.wait(timeout=10)
        return row

    monkeypatch.setattr(module, "lock_next_due", read_without_locking)
    person = uuid4()
    happen(notify=[person])
    assert race() == [person, person]


@pytest.mark.django_db(transaction=True)
def test_a_row_that_somebody_else_holds_is_passed_over_and_not_waited_for(app_connection):
    held, free = uuid4(), uuid4()
    happen(notify=[held], now=NOON - timedelta(minutes=1))
    happen(notify=[free])
    app_connection.autocommit = False
    with app_connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_delivery WHERE recipient = %s FOR UPDATE", [str(held)])
        sender = Sender()
        drain(sender)
        app_connection.rollback()
    assert sender.recipients == [free]
    drain(sender)
    assert sender.recipients == [free, held]
