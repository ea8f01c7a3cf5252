"""The pages warn before money is committed, take the request, and lead on to the clearance."""

from html import unescape

import pytest
from django.urls import reverse

from compliance.core.facts import InvestorClass
from compliance.library import special_warnings
from crowdfund.accounts.core.roles import Role
from deals.core.states import RoundState
from deals.models import Round, Subscription, SuitabilityRequest
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment, make_certification, make_clearance
from tests.factories.deals import NOW, make_round
from tests.factories.leads import CRUMB, make_led_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    return make_led_round(founder, lead)


@pytest.fixture
def newcomer(db: None) -> Persona:
    """A certified investor who was never assessed."""
    persona = Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_certification(persona.user, now=NOW)
    return persona


def text(persona: Persona, address: str) -> str:
    return unescape(persona.client.get(address, headers=ENGLISH).content.decode())


@pytest.mark.parametrize("page", ["subscribe", "lead_offer_new"])
def test_whoever_is_not_assessed_is_shown_the_way(founder: Persona, row: Round, newcomer: Persona, page: str):
    thing = row if page == "subscribe" else make_round(founder, state=RoundState.OPEN)
    shown = text(newcomer, reverse(page, args=[thing.id]))
    assert "Not assessed" in shown
    assert reverse("compliance:assessment") in shown


def test_from_the_warning_to_the_subscription(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, InvestorClass.C3)
    subscribe, ask = reverse("subscribe", args=[row.id]), reverse("suitability_request", args=[row.id])
    shown = text(newcomer, subscribe)
    assert ask in shown
    assert all(paragraph.en.split(";")[0] in shown for paragraph in special_warnings()[0].paragraphs)
    refused = newcomer.submit(subscribe, {"amount": CRUMB})
    assert "refused=" in refused["Location"]
    answer = text(newcomer, refused["Location"])
    assert "ask for it in writing" in answer
    assert f'href="{ask}"' in answer, "the remedy is one press away"
    assert reverse("compliance:assessment") in answer

    assert "I insist" in text(newcomer, ask)
    assert newcomer.submit(ask, {"version": 1, "statement": ""}).status_code == 422
    done = newcomer.submit(ask, {"version": 1, "statement": "I know the company."}, headers=ENGLISH)
    assert (done.status_code, done["Location"]) == (303, subscribe)
    assert SuitabilityRequest.objects.get().shown == "\n".join(each.en for each in special_warnings()[0].paragraphs)
    assert "I know the company." in text(newcomer, ask)
    assert ask not in text(newcomer, subscribe)

    warned = newcomer.submit(subscribe, {"amount": CRUMB})["Location"]
    determination = warned.partition("refused=")[2]
    page = reverse("compliance:determination", args=[determination])
    assert page in text(newcomer, warned)
    assert reverse("compliance:clearance_request", args=[determination]) in text(newcomer, warned)
    assert reverse("compliance:clearance_request", args=[determination]) in text(newcomer, page)
    make_clearance(determination, requested_by=newcomer.user, now=NOW)
    assert newcomer.submit(subscribe, {"amount": CRUMB})["Location"] == reverse("subscriptions")
    assert Subscription.objects.filter(investor=newcomer.user).exists()


def test_the_lowest_class_is_told_that_there_is_no_way(row: Round, newcomer: Persona):
    make_assessment(newcomer.user, InvestorClass.C1_LOWEST)
    shown = text(newcomer, reverse("subscribe", args=[row.id]))
    assert "no exception" in shown
    assert reverse("suitability_request", args=[row.id]) not in shown
    refused = newcomer.submit(reverse("subscribe", args=[row.id]), {"amount": CRUMB})["Location"]
    assert reverse("suitability_request", args=[row.id]) not in text(newcomer, refused)
    late = newcomer.submit(reverse("suitability_request", args=[row.id]), {"version": 1, "statement": "Please."})
    assert late.status_code == 409


def test_whom_it_suits_reads_of_nothing_to_ask_for(row: Round, newcomer: Persona):
    make_assessment(newcomer.user)
    assert "Special written warning" not in text(newcomer, reverse("subscribe", args=[row.id]))
    assert "nothing to ask for" in text(newcomer, reverse("suitability_request", args=[row.id]))


def test_everybody_who_sees_the_raise_reads_its_grade(row: Round, newcomer: Persona):
    Round.objects.filter(id=row.id).update(product_grade="R4", grade_reason="It sells listed bonds.")
    shown = text(newcomer, reverse("round", args=[row.id]))
    for said in ("R4 (medium-high risk)", "C4, C5", "It sells listed bonds."):
        assert said in shown
