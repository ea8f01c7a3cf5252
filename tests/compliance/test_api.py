"""The API: the same determination for programs, under the same rules of who may read it."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from compliance.core.findings import Finding
from compliance.core.policy import READ_SCOPE
from compliance.library import book
from crowdfund.partners.core.scopes import Scope
from tests.compliance.questions import ENOUGH, NOT_STATED, TOO_LITTLE, ask, facts
from tests.factories.compliance import make_application, make_certification
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db


def address_of(id: object) -> str:
    return reverse("compliance_api:determination", args=[id])


def test_the_address_is_as_promised():
    id = uuid4()
    assert address_of(id) == f"/api/v1/determinations/{id}"


def test_a_determination_reads_as_it_was_stored(founder):
    ruling = ask(facts(TOO_LITTLE), by=founder.actor)
    body = founder.api.get(address_of(ruling.id)).json()
    assert set(body) == {
        "id", "subject", "facts_kind", "facts", "facts_hash", "as_of", "known_at", "book_hash", "verdict", "findings",
        "trace", "determined_at", "cleared_by", "is_withheld",
    }  # fmt: skip
    assert body["subject"] == {"kind": "round", "id": str(ruling.subject_id)}
    assert (body["verdict"], body["as_of"], body["known_at"]) == ("DENY", "2026-11-22", book().latest_release.number)
    assert body["facts"] == ruling.facts
    (finding,) = body["findings"]
    assert Finding.from_plain(finding) == ruling.findings[0]
    assert (finding["measured"], finding["limit"], finding["unit"]) == ("800000.00", "1000000.00", "CNY")
    assert finding["citation"] == {"law": "私募投资基金监督管理暂行办法", "article": "12", "dated": "2014-08-21"}
    assert body["trace"] == list(ruling.trace)


@pytest.mark.parametrize("ticket", [ENOUGH, NOT_STATED])
def test_permitted_and_referred_ones_read_too(founder, ticket):
    ruling = ask(facts(ticket), by=founder.actor)
    body = founder.api.get(address_of(ruling.id)).json()
    assert [Finding.from_plain(each) for each in body["findings"]] == list(ruling.findings)


@pytest.mark.parametrize(
    ("who", "status"), [("founder", 200), ("officer", 200), ("auditor", 200), ("lead", 404), ("stranger", 404)]
)
def test_only_the_company_and_the_offices_read_it(personas, who: str, status: int):
    ruling = ask(organisation_id=personas["founder"].organisation.id)
    answer = personas[who].api.get(address_of(ruling.id))
    assert answer.status_code == status
    if status == 404:
        assert answer["Content-Type"] == "application/problem+json"
        assert answer.json()["code"] == "not_found"


def test_nobody_in_particular_is_asked_to_sign_in(db):
    for id in (ask().id, uuid4()):
        assert APIClient().get(address_of(id)).status_code == 401


def test_a_program_reads_what_concerns_its_organisation(founder):
    ruling = ask(organisation_id=founder.organisation.id)
    own, other = make_program(organisation=founder.organisation), make_program()
    assert own.api(scope=READ_SCOPE).get(address_of(ruling.id)).json()["id"] == str(ruling.id)
    assert own.api(scope="events:read").get(address_of(ruling.id)).status_code == 403
    assert other.api(scope=READ_SCOPE).get(address_of(ruling.id)).status_code == 404


def test_the_scope_is_one_that_partners_can_be_given():
    assert READ_SCOPE in set(Scope)


CERTIFICATIONS = "/api/v1/certifications"
APPLICATION = {"evidence": "net_assets", "institution": "company", "statement": "Audited accounts of 2025."}


def test_an_investor_applies_an_officer_certifies_and_both_read_it(follower, officer):
    applied = follower.send(CERTIFICATIONS, APPLICATION)
    assert applied.status_code == 201
    address = applied["Location"]
    assert applied.json() == follower.api.get(address).json()
    assert (applied.json()["state"], applied.json()["statement"]) == ("applied", APPLICATION["statement"])
    decided = officer.send(f"{address}/approve")
    assert (decided.status_code, decided.json()["state"]) == (200, "approved")
    assert follower.api.get(CERTIFICATIONS).json()["results"] == [decided.json()]


def test_a_certification_over_its_last_day_reads_as_expired(follower):
    row = make_certification(follower.user, on=date(2020, 1, 1))
    body = follower.api.get(f"{CERTIFICATIONS}/{row.id}").json()
    assert (body["state"], body["expires_on"]) == ("expired", "2021-01-01")


def test_an_officer_refuses_with_a_reason_and_sees_everybody(follower, lead, officer):
    make_certification(lead.user)
    row = make_application(follower.user)
    assert len(officer.api.get(CERTIFICATIONS).json()["results"]) == 2
    refused = officer.send(f"{CERTIFICATIONS}/{row.id}/refuse", {"reason": "No amount."})
    assert (refused.json()["state"], refused.json()["refusal_reason"]) == ("refused", "No amount.")
    assert officer.send(f"{CERTIFICATIONS}/{row.id}/refuse", {"reason": ""}).status_code == 422


def test_a_second_application_is_told_to_wait(follower):
    make_application(follower.user)
    answer = follower.send(CERTIFICATIONS, APPLICATION)
    assert (answer.status_code, answer.json()["code"]) == (409, "certification_waiting")


def test_nobody_reads_the_application_of_another(follower, lead, auditor):
    row = make_application(follower.user)
    for persona in (lead, auditor):
        assert persona.api.get(f"{CERTIFICATIONS}/{row.id}").status_code == 404
        assert persona.api.get(CERTIFICATIONS).json()["results"] == []


def test_no_program_applies_for_anybody(founder):
    program = make_program(organisation=founder.organisation, scopes=tuple(Scope))
    assert program.api().post(CERTIFICATIONS, APPLICATION, format="json").status_code == 403
