"""A hit that is confirmed or undecided stops an investor's money, and the company reads nothing of it."""

from decimal import Decimal

import pytest
from django.urls import reverse

from compliance.core.states import ScreeningState
from compliance.core.verdict import Refused
from compliance.models import Determination
from compliance.queries import rulings_about
from crowdfund.db.events import Subject
from deals.actions.ask_screening import ScreeningNotPassed
from deals.actions.offer_lead import offer_lead
from deals.actions.subscribe import subscribe
from deals.core.states import RoundState
from deals.models import LeadOffer, Subscription
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.deals import NOW, make_round, yuan
from tests.factories.leads import (
    CRUMB,
    FIFTH,
    PAGE_MONEY,
    certify,
    make_led_round,
    make_offer,
    make_subscription,
    pledge,
)
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db
STOPPING = [ScreeningState.HIT, ScreeningState.MISMATCH, ScreeningState.CONFIRMED]
VERDICTS = {ScreeningState.CONFIRMED: "DENY"}


@pytest.mark.parametrize("state", STOPPING)
def test_a_hit_stops_a_subscription(founder: Persona, lead: Persona, follower: Persona, state: ScreeningState):
    row = make_led_round(founder, lead)
    certify(follower)
    make_screening(follower.user, state, now=NOW)
    with rows_stay(Subscription), recorded() as events:
        done = subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    assert (done.verdict, [finding.rule for finding in done.findings]) == (
        VERDICTS.get(state, "REFER"),
        ["screening.clear"],
    )
    assert (verbs(events), told(events[0])) == (["subscription.refused"], set())
    assert "hit" not in str(Determination.objects.get(id=done.determination_id).facts)
    asked = rulings_about(subject=Subject(kind="round", id=row.id), actor=founder.actor)
    assert done.determination_id not in {ruling.id for ruling in asked}


@pytest.mark.parametrize("state", STOPPING)
def test_a_hit_stops_an_offer_to_lead(founder: Persona, lead: Persona, state: ScreeningState):
    row = make_round(founder, state=RoundState.OPEN)
    make_screening(lead.user, state, now=NOW)
    with nothing_changes(LeadOffer), pytest.raises(ScreeningNotPassed):
        offer_lead(actor=lead.actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=Decimal("0.1"))


@pytest.mark.parametrize("state", [ScreeningState.CLEAR, ScreeningState.CLEARED])
def test_who_has_passed_subscribes_and_leads(founder: Persona, lead: Persona, follower: Persona, state: ScreeningState):
    for persona in (lead, follower):
        make_screening(persona.user, state, now=NOW)
    row = make_led_round(founder, lead)
    certify(follower)
    assert make_subscription(row, follower).state == "reserved"


def test_who_was_cleared_by_an_officer_may_go_on(founder: Persona, lead: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    hit = make_screening(lead.user, ScreeningState.HIT, now=NOW)
    decision = {"decision": "clear", "reason": "Another day of birth."}
    assert officer.submit(reverse("compliance:screening", args=[hit.id]), decision).status_code == 303
    assert make_offer(row, lead).state == "offered"


def test_the_doors_say_that_the_screening_was_not_passed(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    make_screening(lead.user, ScreeningState.HIT, now=NOW)
    page = lead.submit(reverse("lead_offer_new", args=[row.id]), {"amount": FIFTH, "carry": "10", **PAGE_MONEY})
    assert page.status_code == 409
    text = page.content.decode()
    assert "身份与名单筛查未通过" in text
    assert "命中" not in text
