"""audit / models: a delivery is on its way, done, or parked."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.audit.core.backoff import LEASE, delay_after
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery
from tests.factories.audit import NOON, happen

pytestmark = pytest.mark.django_db


EXPIRE = "UPDATE audit_delivery SET claimed_until = claimed_until - %s::interval"


@pytest.fixture
def delivery() -> Delivery:
    happen(notify=[uuid4()])
    return Delivery.objects.get(channel=Channel.EMAIL)


def due(at=NOON):
    return list(Delivery.objects.due(channel=Channel.EMAIL, now=at))


def test_a_new_delivery_is_due_at_once(delivery):
    assert due() == [delivery]
    assert due(NOON - timedelta(seconds=1)) == []
    assert delivery.ticket.delivery_id == delivery.id


def test_a_claimed_one_is_left_alone_until_its_lease_has_run_out(delivery):
    delivery.claim()
    assert (delivery.attempts, due()) == (1, [])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_delivery SET claimed_until = claimed_until - %s::interval",
            [str(LEASE + timedelta(seconds=1))],
        )
    assert due() == [delivery]


def test_a_postponed_one_is_due_after_its_wait(delivery):
    delivery.claim()
    delivery.postpone(error="Timeout", now=NOON)
    assert due() == []
    assert due(NOON + delay_after(1)) == [delivery]


def test_done_and_parked_ones_are_never_due(delivery):
    delivery.finish(now=NOON)
    assert due(NOON + timedelta(days=9)) == []
    with pytest.raises(IntegrityError, match="delivery_is_done_or_parked"), transaction.atomic():
        delivery.park(error="x", now=NOON)


def test_a_released_one_is_due_again_with_all_its_tries(delivery):
    delivery.claim()
    delivery.park(error="Timeout", now=NOON)
    assert due() == []
    delivery.release(now=NOON)
    assert (due(), delivery.attempts) == ([delivery], 0)


def test_the_same_thing_is_delivered_to_the_same_one_once(delivery):
    with pytest.raises(IntegrityError, match="delivery_once_each"), transaction.atomic():
        Delivery.enqueue(event=delivery.event, recipients=[(Channel.EMAIL, delivery.recipient)], now=NOON)


def test_a_channel_that_does_not_exist_is_refused(delivery):
    with pytest.raises(IntegrityError, match="delivery_channel_is_a_word"), transaction.atomic():
        Delivery.objects.update(channel="pigeon")
