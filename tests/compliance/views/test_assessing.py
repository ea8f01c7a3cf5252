"""The page on which somebody is assessed says what follows from the result, by which article and until when."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from compliance.core.facts import InvestorClass
from compliance.models import RiskAssessment
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import add_months, legal_day
from tests.factories.accounts import make_user
from tests.factories.compliance import answers_of, make_assessment
from tests.personas import Persona


@pytest.fixture
def newcomer(db: None) -> Persona:
    return Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))


@pytest.fixture
def address() -> str:
    return reverse("compliance:assessment")


def text(persona: Persona, address: str) -> str:
    return persona.client.get(address, headers={"Accept-Language": "en"}).content.decode()


def english(persona: Persona) -> Persona:
    persona.user.language = "en"
    persona.user.save()
    return persona


def test_taking_it_shows_the_class_the_grades_the_article_and_the_last_day(newcomer: Persona, address: str):
    english(newcomer)
    assert "Your class" not in text(newcomer, address)
    done = newcomer.submit(address, {"version": 1, **answers_of(InvestorClass.C3)})
    assert (done.status_code, done["Location"]) == (303, address)
    page = text(newcomer, address)
    today = legal_day(system_now())
    article = "article\N{NO-BREAK SPACE}44"
    for said in ("Your class: C3 (balanced)", "R3 (medium risk)", article, str(add_months(today, 36).year)):
        assert said in page
    assert "does not suit you" in page
    assert RiskAssessment.objects.get(user=newcomer.user).investor_class == "C3"


@pytest.mark.parametrize(
    ("investor_class", "sentence"),
    [
        (InvestorClass.C5, "Every grade is open to you"),
        (InvestorClass.C1, "does not suit you"),
        (InvestorClass.C1_LOWEST, "without exception"),
    ],
)
def test_the_page_says_what_follows(newcomer: Persona, address: str, investor_class: InvestorClass, sentence: str):
    make_assessment(newcomer.user, investor_class)
    assert sentence in text(english(newcomer), address)


def test_an_open_question_is_named_and_what_was_chosen_stays(newcomer: Persona, address: str):
    answers = answers_of(InvestorClass.C5)
    del answers["age"]
    wrong = newcomer.submit(address, {"version": 1, **answers})
    assert wrong.status_code == 422
    assert wrong.content.decode().count("checked") >= len(answers)
    assert not RiskAssessment.objects.exists()


def test_other_questions_meanwhile(newcomer: Persona, address: str):
    late = newcomer.submit(address, {"version": 9, **answers_of(InvestorClass.C5)})
    assert late.status_code == 409


def test_after_two_on_a_day_there_is_no_form_but_the_reason(newcomer: Persona, address: str):
    for _ in range(2):
        newcomer.submit(address, {"version": 1, **answers_of(InvestorClass.C2)})
    page = text(english(newcomer), address)
    assert "platform policy, article 20" in page
    assert 'name="age"' not in page
    refused = newcomer.submit(address, {"version": 1, **answers_of(InvestorClass.C5)})
    assert "/compliance/determinations/" in refused["Location"]


def test_one_that_ran_out_says_so_and_earlier_ones_are_listed(newcomer: Persona, address: str):
    make_assessment(newcomer.user, InvestorClass.C5, on=date(2019, 1, 1))
    make_assessment(newcomer.user, InvestorClass.C4, on=date(2020, 1, 1))
    page = text(english(newcomer), address)
    assert "no longer valid" in page
    assert "Earlier assessments" in page
    assert "C5 (aggressive)" in page


def test_whoever_is_not_checked_is_told_what_comes_first(stranger: Persona, address: str):
    page = text(english(stranger), address)
    assert "Your identity comes first" in page
    assert 'name="age"' not in page


def test_the_board_shows_what_ends_soon(officer: Persona, newcomer: Persona):
    ends_soon = add_months(legal_day(system_now()) + timedelta(days=10), -36)
    make_assessment(newcomer.user, on=ends_soon)
    assert newcomer.user.email in text(english(officer), reverse("compliance:board"))


@pytest.mark.parametrize(("left", "is_said"), [(31, False), (30, True), (1, True), (0, False)])
def test_an_assessment_that_ends_soon_is_said_to_with_its_day(
    newcomer: Persona, address: str, left: int, is_said: bool
):
    ends = legal_day(system_now()) + timedelta(days=left)
    row = make_assessment(newcomer.user, on=add_months(ends, -36))
    page = text(english(newcomer), address)
    assert ("Ends soon" in page) is (is_said and row.expires_on == ends)
    assert ("Run out" in page) is (left == 0)
