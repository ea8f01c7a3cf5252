"""Being assessed by a program's hand: the questions, the answers, the result, and what is refused."""

from uuid import UUID

import pytest
from django.urls import reverse

from compliance.core.facts import InvestorClass
from compliance.models import RiskAssessment
from tests.factories.accounts import make_user
from tests.factories.compliance import answers_of, make_assessment
from tests.personas import Persona

QUESTIONS = "compliance_api:questionnaire"
ASSESSMENTS = "compliance_api:assessments"


@pytest.fixture
def address() -> str:
    return reverse(ASSESSMENTS)


def test_what_is_asked_can_be_answered(lead: Persona, address: str):
    asked = lead.api.get(reverse(QUESTIONS)).json()
    answers = {question["id"]: question["options"][-1]["id"] for question in asked["questions"]}
    answer = lead.send(address, {"version": asked["version"], "answers": answers})
    assert answer.status_code == 201
    body = answer.json()
    assert (body["investor_class"], body["points"], body["answers"]) == ("C5", 100, answers)
    assert answer["Location"] == reverse("compliance_api:assessment", args=[body["id"]])
    assert lead.api.get(answer["Location"]).json() == body
    assert lead.api.get(address).json()["results"][0] == body
    assert asked["least_points"]["C5"] == 81


def test_the_same_request_twice_is_one_assessment(lead: Persona, address: str):
    body = {"version": 1, "answers": answers_of(InvestorClass.C4)}
    first, again = (lead.send(address, body, key="assess-me-once-please") for _ in range(2))
    assert first.json() == again.json()
    assert RiskAssessment.objects.filter(user=lead.user, investor_class="C4").count() == 1


def test_a_third_one_on_a_day_is_refused_with_the_article(lead: Persona, address: str):
    body = {"version": 1, "answers": answers_of(InvestorClass.C4)}
    for _ in range(2):
        assert lead.send(address, body).status_code == 201
    refused = lead.send(address, body)
    assert refused.status_code == 409
    assert refused.json()["code"] == "refused"
    (finding,) = refused.json()["findings"]
    assert (finding["rule"], finding["citation"]["article"], finding["limit"]) == ("assessment.repeats", "20", "2")


def test_wrong_answers_are_named(lead: Persona, address: str):
    answers = {**answers_of(InvestorClass.C4), "age": "ageless"}
    wrong = lead.send(address, {"version": 1, "answers": answers})
    assert wrong.status_code == 422
    assert [each["pointer"] for each in wrong.json()["errors"]] == ["/answers/age"]
    old = lead.send(address, {"version": 7, "answers": answers})
    assert (old.status_code, old.json()["code"]) == (409, "questionnaire_changed")


def test_officers_see_everybodys_and_others_their_own(lead: Persona, stranger: Persona, officer: Persona, address: str):
    row = make_assessment(make_user("new@example.com"))
    shown = {UUID(each["id"]) for each in officer.api.get(address).json()["results"]}
    assert row.id in shown
    assert stranger.api.get(address).json()["results"] == []
    assert stranger.api.get(reverse("compliance_api:assessment", args=[row.id])).status_code == 404
