"""tests / api: the caller and their organisations over the API."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from crowdfund.accounts.models import Organisation
from tests.events import nothing_changes
from tests.factories.accounts import credit_code, make_person
from tests.personas import Persona

ORGANISATIONS = "/api/v1/organisations"
ENTRY = {"name": "青禾科技", "credit_code": credit_code(88001)}


def problem(response: Any, status: int, code: str) -> Any:
    """Check that an answer is a problem of this kind and return it."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == code
    return response.json()


@pytest.mark.parametrize("path", ["/api/v1/me", ORGANISATIONS, f"{ORGANISATIONS}/00000000-0000-0000-0000-000000000000"])
def test_nobody_gets_a_401(db: None, path: str):
    problem(APIClient().get(path), 401, "not_authenticated")


def test_me_says_who_i_am(founder: Persona):
    assert founder.organisation is not None
    me = founder.api.get("/api/v1/me").json()
    assert me["email"] == "alice@example.com"
    assert me["roles"] == ["founder", "investor"]
    assert me["memberships"] == [
        {"organisation": str(founder.organisation.id), "name": founder.organisation.name, "role": "owner"}
    ]
    assert (me["is_checked"], me["has_second_factor"], me["is_stepped_up"]) == (True, False, False)
    assert me["identity"]["state"] == "CHECKED"


def test_me_never_tells_a_number(stranger: Persona):
    person = make_person(stranger.user)
    body = stranger.api.get("/api/v1/me").content.decode()
    assert person.id_number not in body
    assert person.real_name not in body


def test_me_without_an_identity(stranger: Persona):
    assert stranger.api.get("/api/v1/me").json()["identity"] is None


def test_a_checked_person_registers_an_organisation_once(follower: Persona):
    first = follower.send(ORGANISATIONS, ENTRY, key="a" * 20)
    again = follower.send(ORGANISATIONS, ENTRY, key="a" * 20)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    assert follower.api.get(first["Location"]).json() == first.json()
    assert Organisation.objects.filter(credit_code=ENTRY["credit_code"]).count() == 1


def test_everything_wrong_is_named_with_a_pointer(follower: Persona):
    body = problem(follower.send(ORGANISATIONS, {"name": "", "colour": "red"}), 422, "invalid")
    assert {(error["pointer"], error["code"]) for error in body["errors"]} == {
        ("/name", "blank"),
        ("/credit_code", "required"),
        ("/colour", "unknown"),
    }


def test_a_wrong_check_digit_has_its_pointer(follower: Persona):
    body = problem(follower.send(ORGANISATIONS, {**ENTRY, "credit_code": "91350100M000100Y44"}), 422, "invalid")
    assert [(error["pointer"], error["code"]) for error in body["errors"]] == [("/credit_code", "check_digit")]


def test_somebody_unchecked_is_refused(stranger: Persona):
    before = Organisation.objects.count()
    problem(stranger.send(ORGANISATIONS, ENTRY), 403, "not_authorised")
    assert Organisation.objects.count() == before


def test_without_a_key_nothing_is_registered(follower: Persona):
    with nothing_changes(Organisation):
        response = follower.api.post(ORGANISATIONS, ENTRY, format="json")
    problem(response, 400, "idempotency_key_missing")


def test_a_session_needs_its_csrf_token(follower: Persona):
    strict = APIClient(enforce_csrf_checks=True)
    strict.cookies = follower.api.cookies
    response = strict.post(ORGANISATIONS, ENTRY, format="json", headers={"Idempotency-Key": "b" * 20})
    assert response.status_code == 403
    assert not Organisation.objects.filter(credit_code=ENTRY["credit_code"]).exists()


def test_each_sees_their_own(founder: Persona, lead: Persona, stranger: Persona, auditor: Persona):
    assert founder.organisation is not None
    assert lead.organisation is not None

    def listed(persona: Persona) -> set[str]:
        return {row["id"] for row in persona.api.get(ORGANISATIONS).json()["results"]}

    both = {str(founder.organisation.id), str(lead.organisation.id)}
    assert listed(founder) == {str(founder.organisation.id)}
    assert listed(stranger) == set()
    assert listed(auditor) == both


def test_a_hidden_organisation_is_as_good_as_none(founder: Persona, stranger: Persona):
    assert founder.organisation is not None
    path = f"{ORGANISATIONS}/{founder.organisation.id}"
    assert founder.api.get(path).json()["credit_code"] == founder.organisation.credit_code
    hidden = problem(stranger.api.get(path), 404, "not_found")
    missing = problem(stranger.api.get(f"{ORGANISATIONS}/{stranger.id}"), 404, "not_found")
    assert {key: hidden[key] for key in ("title", "detail", "remedy")} == {
        key: missing[key] for key in ("title", "detail", "remedy")
    }
