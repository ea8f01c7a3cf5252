"""audit / actions: an event commits with its change or not at all, and never holds personal data."""

from datetime import timedelta
from uuid import uuid4

import pytest

from crowdfund.audit.core.documents import PersonalDataInEvent
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Delivery, Event
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import instant_of
from tests.factories.audit import NOON, SYSTEM, happen

pytestmark = pytest.mark.django_db


def test_an_event_says_who_did_what_to_what_and_when():
    actor = Actor(kind=ActorKind.CLIENT, id=uuid4(), request_id="request-77", on_behalf_of=uuid4())
    subject, company = Subject(kind="round", id=uuid4()), uuid4()
    event = happen(
        "round.submission_refused",
        actor=actor,
        subject=subject,
        organisation=company,
        after={"verdict": "deny"},
        reason="too small",
        outcome=Outcome.REFUSED,
    )
    assert (event.actor_kind, event.actor_id, event.on_behalf_of) == ("client", actor.id, actor.on_behalf_of)
    assert (event.verb, event.outcome, event.reason) == ("round.submission_refused", "refused", "too small")
    assert (event.subject, event.organisation_id, event.request_id) == (subject, company, "request-77")
    assert (event.before, event.after, event.occurred_at) == ({}, {"verdict": "deny"}, NOON)
    assert abs(instant_of(event.id) - NOON) < timedelta(minutes=2)


def test_nothing_is_recorded_outside_of_a_change():
    with pytest.raises(OutsideWork):
        record(verb="round.opened", subject=Subject(kind="round", id=uuid4()))


def test_a_change_that_rolls_back_takes_its_event_and_its_deliveries_along():
    with pytest.raises(ZeroDivisionError), unit_of_work(actor=SYSTEM, now=NOON):
        record(verb="round.opened", subject=Subject(kind="round", id=uuid4()), notify=[uuid4()])
        assert Event.objects.count() == 1
        raise ZeroDivisionError
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


def test_personal_data_stops_the_whole_change():
    with pytest.raises(PersonalDataInEvent, match="phone"):
        happen(after={"contact": {"phone": "13800000000"}})
    assert not Event.objects.exists()


def test_each_reader_gets_one_delivery_for_each_way_to_a_person():
    one, other = uuid4(), uuid4()
    event = happen(notify=[one, other, one])
    found = {(each.channel, each.recipient) for each in Delivery.objects.filter(event=event)}
    assert found == {(channel, who) for channel in (Channel.NOTICE, Channel.EMAIL) for who in (one, other)}


def test_without_readers_nothing_is_delivered():
    happen()
    assert not Delivery.objects.exists()


def test_an_event_costs_one_statement_and_two_with_readers(django_assert_num_queries):
    with unit_of_work(actor=SYSTEM, now=NOON):
        with django_assert_num_queries(1):
            record(verb="round.opened", subject=Subject(kind="round", id=uuid4()))
        with django_assert_num_queries(2):
            record(verb="round.opened", subject=Subject(kind="round", id=uuid4()), notify=[uuid4() for _ in range(20)])
