"""Suitability over REST: where one stands, the warning, the request, and grading at approval."""

import pytest
from django.urls import reverse

from compliance.core.facts import InvestorClass
from compliance.library import special_warnings
from crowdfund.accounts.core.roles import Role
from deals.core.states import RoundState
from deals.models import Round
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(founder: Persona) -> Round:
    return make_round(founder, state=RoundState.OPEN)


@pytest.fixture
def cautious(db: None) -> Persona:
    persona = Persona(make_user("cautious@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_assessment(persona.user, InvestorClass.C3)
    return persona


def test_from_unsuitable_to_asked(row: Round, cautious: Persona):
    address = reverse("api_round_suitability", args=[row.id])
    stands = cautious.api.get(address).json()
    assert (stands["product_grade"], stands["investor_class"], stands["standing"]) == ("R5", "C3", "unsuitable")
    assert stands["warning"]["paragraphs"][0] == dict(special_warnings()[0].paragraphs[0])
    body = {"version": stands["warning"]["version"], "language": "en", "statement": "I insist."}
    done = cautious.send(address, body)
    assert done.status_code == 201
    assert (done.json()["version"], done.json()["statement"]) == (1, "I insist.")
    assert done.json()["shown"].startswith(special_warnings()[0].paragraphs[0].en)
    assert cautious.api.get(address).json()["standing"] == "asked"
    again = cautious.send(address, body)
    assert (again.status_code, again.json()["code"]) == (409, "nothing_to_ask_for")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"version": 2, "statement": "I insist."}, 409, "warning_changed"),
        ({"version": 1, "statement": ""}, 422, "invalid"),
        ({"version": 1, "statement": "I insist.", "language": "fr"}, 422, "invalid"),
    ],
)
def test_what_is_not_taken(row: Round, cautious: Persona, body, status, code):
    answer = cautious.send(reverse("api_round_suitability", args=[row.id]), body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_only_who_may_commit_money_has_a_standing(row: Round, founder: Persona, stranger: Persona):
    address = reverse("api_round_suitability", args=[row.id])
    assert founder.api.get(address).status_code == 403
    assert stranger.api.get(address).status_code == 404


def test_an_officer_grades_and_says_why(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.SUBMITTED)
    address = reverse("api_round_approve", args=[row.id])
    refused = officer.send(address, {"product_grade": "R4"})
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    (finding,) = refused.json()["findings"]
    assert (finding["rule"], finding["citation"]["article"]) == ("product.grade", "21")
    done = officer.send(address, {"product_grade": "R4", "grade_reason": "Convertible and secured."})
    assert done.status_code == 200
    shown = founder.api.get(reverse("api_round", args=[row.id])).json()
    assert (shown["state"], shown["product_grade"], shown["grade_reason"]) == (
        "approved",
        "R4",
        "Convertible and secured.",
    )
