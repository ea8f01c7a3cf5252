"""audit / middleware: a refused attempt leaves its event, by page and by API, and nothing else does."""

from uuid import UUID

import pytest
from django.db import OperationalError

from crowdfund.audit import middleware as module
from crowdfund.audit.models import Event
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def denials():
    return list(Event.objects.filter(verb="access.denied"))


def test_a_page_that_was_refused_is_recorded_by_its_route(founder):
    assert founder.client.get("/audit/chain/").status_code == 403
    (event,) = denials()
    assert (event.actor_id, event.outcome, event.reason) == (founder.id, "refused", "not_authorised")
    assert event.after == {"method": "GET", "route": "audit:chain"}


def test_a_client_that_was_refused_is_recorded_as_itself(founder):
    program = make_program(organisation=founder.organisation, scopes=["rounds:read"])
    answer = program.api(scope="rounds:read").get("/api/v1/events")
    assert answer.status_code == 403
    (event,) = denials()
    assert (event.actor_kind, event.actor_id, event.reason) == ("client", program.id, "forbidden")


@pytest.mark.parametrize("address", ["/audit/events/", f"/audit/events/{UUID(int=1)}/", "/nothing"])
def test_what_was_allowed_or_is_not_there_leaves_nothing(auditor, address):
    auditor.client.get(address)
    assert denials() == []


def test_somebody_who_is_not_signed_in_leaves_nothing(client):
    assert client.get("/audit/chain/").status_code == 302
    assert denials() == []


def test_when_the_record_fails_the_answer_is_a_refusal_all_the_same(founder, monkeypatch):
    def fail(**_):
        raise OperationalError("gone")

    monkeypatch.setattr(module, "record_denial", fail)
    assert founder.client.get("/audit/chain/").status_code == 403
    assert denials() == []
