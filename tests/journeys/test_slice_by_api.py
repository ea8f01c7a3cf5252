"""From a checked person to an open raise, by API alone; the companion of `tests/browser/test_slice.py`."""

from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from compliance.actions.receive_screening_result import receive_screening_result
from compliance.models import Determination, Screening
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.clock import system_now
from deals.core.states import RoundState
from deals.models import Round
from tests.deals.doors import open_entries, sent
from tests.events import events_since, told, verbs
from tests.factories.accounts import credit_code, make_user
from tests.factories.deals import COMPLETE, HALF_FILLED, TOO_SMALL_A_TICKET
from tests.factories.screening import SCREENER, said
from tests.personas import Persona

pytestmark = pytest.mark.django_db

STORY = [
    "organisation.created",
    "role.granted",
    "project.created",
    "round.drafted",
    "round.edited",
    "round.submission_refused",
    "round.edited",
    "round.submitted",
    "round.returned",
    "round.submitted",
    "round.approved",
    "round.opened",
]


def _put(persona: Persona, address: str, body: dict[str, Any]) -> Any:
    return persona.api.put(address, body, format="json", headers={"Idempotency-Key": uuid4().hex})


def test_from_a_checked_person_to_an_open_raise(officer: Persona, follower: Persona, stranger: Persona):
    founder = Persona(make_user("alice@example.com", roles=[Role.INVESTOR], is_checked=True))
    company = founder.send("/api/v1/organisations", {"name": "青禾科技有限公司", "credit_code": credit_code(1)})
    project = founder.send("/api/v1/projects", {"organisation": company.json()["id"], "name": "Valves"})
    drafted = founder.send("/api/v1/rounds", {"project": project.json()["id"], "title": HALF_FILLED.title})
    assert [answer.status_code for answer in (company, project, drafted)] == [201, 201, 201]
    address = drafted["Location"]
    assert {entry["pointer"] for entry in drafted.json()["missing"]} == open_entries(HALF_FILLED)

    assert _put(founder, address, {**sent(TOO_SMALL_A_TICKET), "version": 1}).json()["missing"] == []
    refused = founder.send(f"{address}/submit")
    assert (refused.status_code, refused.json()["code"], refused.json()["verdict"]) == (409, "refused", "DENY")
    finding = refused.json()["findings"][0]
    assert (finding["measured"], finding["limit"], finding["unit"]) == ("300000.00", "1000000.00", "CNY")
    assert finding["citation"]["article"]
    assert finding["remedy"]["en"]
    assert Determination.objects.filter(id=refused.json()["determination"]).exists()

    assert _put(founder, address, {**sent(COMPLETE), "version": 2}).status_code == 200
    assert founder.send(f"{address}/submit").json()["state"] == "submitted"
    assert officer.send(f"{address}/return", {"reason": "Name the sums."}).status_code == 204
    assert founder.api.get(address).json()["return_reason"] == "Name the sums."
    assert founder.send(f"{address}/submit").status_code == 200
    assert officer.send(f"{address}/approve").json()["state"] == "approved"
    assert follower.api.get(address).status_code == 404
    refused = founder.send(f"{address}/open")
    assert (refused.status_code, refused.json()["findings"][0]["rule"]) == (409, "screening.company")
    check = Screening.objects.get(organisation_id=company.json()["id"])
    receive_screening_result(actor=SCREENER, now=system_now(), message=said(check.id))
    assert founder.send(f"{address}/open").json()["state"] == "open"

    assert follower.api.get(address).json()["title"] == COMPLETE.title
    assert stranger.api.get(address).status_code == 404
    nowhere = address.replace(address.rsplit("/", 1)[-1], str(uuid4()))
    assert [APIClient().get(path).status_code for path in (address, nowhere)] == [401, 401]
    events = events_since()
    assert [verb for verb in verbs(events) if verb in STORY] == STORY
    assert all(event.request_id for event in events)
    assert told(events[-1]) == {founder.id}
    assert Round.objects.get().state == RoundState.OPEN
