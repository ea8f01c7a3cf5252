"""audit / actions: an operator has a parked delivery tried again."""

from uuid import uuid4

import pytest

from crowdfund.audit.actions.release_delivery import release_delivery
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.factories.audit import NOON, happen

pytestmark = pytest.mark.django_db


@pytest.fixture
def parked():
    happen(notify=[uuid4()])
    delivery = Delivery.objects.get(channel=Channel.EMAIL)
    delivery.claim()
    delivery.park(error="Timeout", now=NOON)
    return delivery


def test_it_is_due_again_and_recorded(parked, operator):
    release_delivery(actor=operator.actor, now=NOON, delivery_id=parked.id)
    assert list(Delivery.objects.due(channel=Channel.EMAIL, now=NOON)) == [parked]
    event = Event.objects.get(verb="delivery.released")
    assert (event.actor_id, event.subject_id, event.before) == (
        operator.id,
        parked.id,
        {"attempts": 1, "error": "Timeout"},
    )


def test_twice_is_once(parked, operator):
    release_delivery(actor=operator.actor, now=NOON, delivery_id=parked.id)
    with pytest.raises(NotFound):
        release_delivery(actor=operator.actor, now=NOON, delivery_id=parked.id)
    assert Event.objects.filter(verb="delivery.released").count() == 1


@pytest.mark.parametrize("who", ["auditor", "officer", "founder"])
def test_others_may_not(parked, who, request):
    with pytest.raises(NotAuthorised):
        release_delivery(actor=request.getfixturevalue(who).actor, now=NOON, delivery_id=parked.id)
    parked.refresh_from_db()
    assert parked.parked_at is not None


def test_what_is_not_parked_is_not_found(operator):
    happen(notify=[uuid4()])
    with pytest.raises(NotFound):
        release_delivery(actor=operator.actor, now=NOON, delivery_id=Delivery.objects.all()[0].id)
