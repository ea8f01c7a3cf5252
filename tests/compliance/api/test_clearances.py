"""The API: the same verbs for programs."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from compliance.core.outcome import Outcome
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import make_user
from tests.factories.compliance import make_clearance_request, make_determination
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def terms():
    return {"opinion": "Sound.", "expires_on": str(legal_day(timezone.now()) + timedelta(days=20))}


def test_a_warning_takes_its_way(founder, officer):
    row = make_determination(founder.actor, Outcome.WARN)
    asked = founder.send(reverse("compliance_api:clearance_request", args=[row.id]), {"reason": "Sound."})
    body = asked.json()
    assert (asked.status_code, body["state"], body["needs_two_officers"]) == (201, "requested", True)
    assert body["clears"] == [{"rule": "made.up_0", "basis": "", "about": "", "outcome": "WARN"}]
    assert asked.headers["Location"] == f"/api/v1/clearances/{body['id']}"
    proposed = officer.send(f"/api/v1/clearances/{body['id']}/propose", terms())
    assert (proposed.status_code, proposed.json()["state"]) == (200, "proposed")
    same = officer.send(f"/api/v1/clearances/{body['id']}/grant", terms())
    assert (same.status_code, same.json()["type"].rsplit("/", 1)[-1]) == (409, "second_officer_needed")
    colleague = Persona(make_user("second.officer@example.com", roles=[Role.OFFICER], has_mfa=True))
    granted = colleague.send(f"/api/v1/clearances/{body['id']}/grant", terms())
    assert (granted.status_code, granted.json()["state"]) == (200, "granted")
    assert founder.api.get("/api/v1/clearances").json()["results"][0]["id"] == body["id"]


def test_declining(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.REFER)
    answer = officer.send(f"/api/v1/clearances/{row.id}/decline", {"opinion": "No."})
    assert (answer.status_code, answer.json()["opinion"]) == (200, "No.")


def test_what_is_final_has_no_clearance(founder):
    row = make_determination(founder.actor, Outcome.DENY)
    answer = founder.send(reverse("compliance_api:clearance_request", args=[row.id]), {"reason": "Please."})
    assert (answer.status_code, answer.json()["type"].rsplit("/", 1)[-1]) == (409, "not_clearable")
