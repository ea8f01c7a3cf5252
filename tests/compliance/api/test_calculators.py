"""The calculators over the API: the worked cases, everything wrong at once, and who may ask."""

import json
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from compliance.core.calculators import CALCULATORS
from compliance.core.policy import CALCULATE_SCOPE
from compliance.models import Determination
from crowdfund.partners.core.scopes import Scope
from tests.compliance.calculators import cases, differences
from tests.events import nothing_changes
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db
CASES = cases()
SMALLEST = {"stage": "a_b", "round_target": "50000000.00", "lead_commitment": "5000000.00"}


def address(name: str = "lead-ratio") -> str:
    return reverse("compliance_api:calculator", args=[name])


def post(client: Any, given: Any, name: str = "lead-ratio") -> Any:
    text = given if isinstance(given, str) else json.dumps(given)
    return client.post(address(name), data=text, content_type="application/json")


def test_the_address_is_as_promised():
    assert address() == "/api/v1/calculators/lead-ratio"


def test_every_worked_case_comes_out_and_nothing_is_stored(founder):
    with nothing_changes(Determination):
        for case in CASES:
            answer = post(founder.api, case["input"], case["calculator"])
            assert answer.status_code == case["expect"].get("status", 200)
            assert not list(differences(case["expect"], answer.json())), case["id"]


def test_a_denial_is_an_answer_without_a_key_and_the_same_twice(founder):
    answers = [post(founder.api, {**SMALLEST, "lead_commitment": "1.00"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json() == answers[1].json()
    assert answers[0].json()["verdict"] == "DENY"


def test_everything_wrong_is_named_at_once_in_a_problem(founder):
    answer = post(founder.api, '{"stage": "b", "round_target": 1.5, "stage": "a_b", "x": {}}')
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    places = [error["pointer"] for error in answer.json()["errors"]]
    assert places == ["/stage", "/x", "/round_target", "/lead_commitment"]
    assert all(error["detail"] for error in answer.json()["errors"])


def test_half_a_character_in_a_name_is_a_bad_place_and_no_fault(founder):
    answer = post(founder.api, '{"\\ud800": 1}')
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "/\\ud800"


def test_vehicles_are_looked_through_as_deep_as_they_lie_in_each_other(founder):
    holder: dict[str, Any] = {"kind": "individual", "count": 3}
    for _ in range(99):
        holder = {"kind": "unfiled_vehicle", "members": [holder, {"kind": "company"}]}
    asked = {"as_of": "2026-11-22", "company_form": "joint_stock_company", "holders": [holder]}
    assert post(founder.api, asked, "head-count").json()["count"] == 3 + 99
    deeper = {**asked, "holders": [{"kind": "unfiled_vehicle", "members": [holder]}]}
    assert post(founder.api, deeper, "head-count").status_code == 422


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"a"'])
def test_what_is_no_object_is_a_problem_of_the_whole(founder, text: str):
    answer = post(founder.api, text)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == ""


def test_the_details_speak_the_language_of_the_request(founder):
    answer = founder.api.post(address(), data="{}", content_type="application/json", headers={"accept-language": "en"})
    assert answer.json()["errors"][0]["detail"] == "This is needed."
    assert post(founder.api, {}).json()["errors"][0]["detail"] == "必须填写。"


def test_another_format_and_another_name_are_refused(founder):
    assert founder.api.post(address(), data="stage=a_b", content_type="text/plain").status_code == 415
    assert post(founder.api, SMALLEST, "astrology").status_code == 404


def test_the_list_says_what_each_one_asks(founder):
    listed = founder.api.get(reverse("compliance_api:calculators")).json()["results"]
    assert [each["name"] for each in listed] == list(CALCULATORS)
    schema = listed[0]["input"]
    assert schema["required"] == ["stage", "round_target", "lead_commitment"]
    assert schema["properties"]["stage"]["enum"] == ["seed_angel", "a_b", "c_pre_ipo"]
    assert {"as_of", "known_at"} <= set(schema["properties"])


def test_strangers_are_asked_who_they_are_and_programs_need_the_scope(founder):
    assert post(APIClient(), SMALLEST).status_code == 401
    assert CALCULATE_SCOPE in set(Scope)
    program = make_program(organisation=founder.organisation)
    assert post(program.api(scope=CALCULATE_SCOPE), SMALLEST).status_code == 200
    assert post(program.api(scope="events:read"), SMALLEST).status_code == 403
