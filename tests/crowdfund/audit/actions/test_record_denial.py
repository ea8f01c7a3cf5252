"""audit / actions: a denial names the route and the reason, never an address with its ids."""

from uuid import uuid4

import pytest

from crowdfund.audit.actions.record_denial import record_denial
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor, ActorKind
from tests.factories.audit import NOON

pytestmark = pytest.mark.django_db


def deny(actor):
    return record_denial(actor=actor, now=NOON, method="POST", route="deals:approve_round", code="not_authorised")


def test_it_is_a_refused_event_about_the_one_who_tried():
    actor = Actor(kind=ActorKind.PERSON, id=uuid4(), request_id="r")
    event = Event.objects.get(id=deny(actor))
    assert (event.verb, event.outcome, event.reason) == ("access.denied", "refused", "not_authorised")
    assert (event.subject_kind, event.subject_id, event.actor_id) == ("person", actor.id, actor.id)
    assert event.after == {"method": "POST", "route": "deals:approve_round"}


def test_nobody_fills_the_chain_without_signing_in():
    assert deny(Actor.anonymous("r")) is None
    assert not Event.objects.exists()
