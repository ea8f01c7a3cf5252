"""audit / locks: the delivery longest due comes first, and a settled ticket locks nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.locks import lock_claimed, lock_next_due, lock_parked
from crowdfund.audit.models import Delivery
from tests.factories.audit import NOON, happen

pytestmark = pytest.mark.django_db


def test_the_longest_due_comes_first():
    later, sooner = uuid4(), uuid4()
    happen(notify=[later], now=NOON)
    happen(notify=[sooner], now=NOON - timedelta(minutes=1))
    found = lock_next_due(channel=Channel.EMAIL, now=NOON)
    assert found is not None
    assert found.recipient == sooner


def test_a_ticket_locks_its_delivery_until_it_is_settled_or_taken_over():
    happen(notify=[uuid4()])
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    delivery.claim()
    ticket = delivery.ticket
    assert lock_claimed(ticket) == delivery
    delivery.claim()
    assert lock_claimed(ticket) is None
    delivery.finish(now=NOON)
    assert lock_claimed(delivery.ticket) is None


def test_only_a_parked_delivery_is_locked_as_one():
    happen(notify=[uuid4()])
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    assert lock_parked(delivery.id) is None
    delivery.park(error="x", now=NOON)
    assert lock_parked(delivery.id) == delivery


@pytest.mark.django_db(transaction=True)
def test_no_lock_is_taken_outside_of_a_transaction():
    with pytest.raises(transaction.TransactionManagementError):
        lock_next_due(channel=Channel.EMAIL, now=NOON)
