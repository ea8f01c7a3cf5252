"""audit / api: partners and people read the sealed events that concern them, from a cursor they keep."""

from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from tests.factories.audit import happen, seal
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db
FEED = "/api/v1/events"


@pytest.fixture
def sealed(founder):
    """Return three sealed events of the founder's company; a fourth belongs to somebody else."""
    events = [happen("round.edited", organisation=founder.organisation.id, after={"version": n}) for n in range(3)]
    happen(organisation=uuid4())
    seal()
    return events


def test_a_person_reads_what_concerns_their_company_page_by_page(founder, sealed):
    first = founder.api.get(FEED, {"limit": 2}).json()
    assert [each["id"] for each in first["events"]] == [str(event.id) for event in sealed[:2]]
    assert first["has_more"] is True
    second = founder.api.get(FEED, {"cursor": first["next"]}).json()
    assert [each["id"] for each in second["events"]] == [str(sealed[2].id)]
    assert second["has_more"] is False
    again = founder.api.get(FEED, {"cursor": second["next"]}).json()
    assert (again["events"], again["next"]) == ([], second["next"])


def test_an_event_says_all_it_may(founder, sealed):
    event = founder.api.get(FEED, {"limit": 1}).json()["events"][0]
    stored = sealed[0]
    assert event["verb"] == "round.edited"
    assert event["actor"] == {"kind": "system", "id": str(stored.actor_id)}
    assert event["subject"] == {"kind": "round", "id": str(stored.subject_id)}
    assert event["organisation"] == str(founder.organisation.id)
    assert (event["before"], event["after"], event["outcome"]) == ({}, {"version": 0}, "done")
    assert (event["block"], event["position"]) == (1, 1)


def test_strangers_read_nothing_and_auditors_everything(stranger, auditor, sealed):
    assert stranger.api.get(FEED).json()["events"] == []
    assert len(auditor.api.get(FEED).json()["events"]) == 4


def test_a_client_reads_for_its_organisation_with_the_scope_only(founder, sealed):
    program = make_program(organisation=founder.organisation, scopes=["events:read", "rounds:read"])
    seal()
    verbs = [each["verb"] for each in program.api(scope="events:read").get(FEED).json()["events"]]
    assert verbs[:3] == ["round.edited"] * 3
    assert all(verb.startswith("client.") for verb in verbs[3:])
    assert program.api(scope="rounds:read").get(FEED).status_code == 403


def test_nobody_in_particular_is_asked_to_sign_in():
    answer = APIClient().get(FEED)
    assert answer.status_code == 401
    assert answer.json()["code"] == "not_authenticated"


@pytest.mark.parametrize(("name", "value"), [("cursor", "yesterday"), ("limit", "0"), ("limit", "201"), ("limit", "x")])
def test_a_question_that_makes_no_sense_is_answered_with_its_place(founder, name, value):
    answer = founder.api.get(FEED, {name: value})
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{name}"]


def test_the_price_of_a_page_does_not_grow_with_it(founder, django_assert_max_num_queries):
    for _ in range(30):
        happen(organisation=founder.organisation.id)
    seal()
    founder.api.get(FEED)
    with django_assert_max_num_queries(8):
        assert len(founder.api.get(FEED).json()["events"]) == 30
