"""Only who has passed the screening puts money in, leads, or is in a raise that closes; only such a company opens one.

Whoever is stopped reads why in their own determination; a company reads no more than that the platform is not through.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from compliance.actions.request_clearance import request_clearance
from compliance.core.clearance import NotClearable
from compliance.core.states import ScreeningState
from compliance.core.verdict import Refused
from compliance.models import Determination, Screening
from compliance.queries import ruling_seen_by, rulings_about
from crowdfund.db.events import Subject
from crowdfund.kernel.errors import NotFound
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.close_round import close_round
from deals.actions.offer_lead import offer_lead
from deals.actions.open_round import open_round
from deals.actions.submit_round import submit_round
from deals.actions.subscribe import subscribe
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, Subscription
from tests.events import recorded, rows_stay, told, verbs
from tests.factories.closing import Part, make_vehicle
from tests.factories.closing import make_led_round as make_paid_round
from tests.factories.compliance import make_clearance
from tests.factories.deals import NOW, company_of, make_round, yuan
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
from tests.factories.screening import forget_pass, make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

UNSCREENED = None
STOPPING = [
    ScreeningState.REQUESTED,
    ScreeningState.FAILED,
    ScreeningState.HIT,
    ScreeningState.MISMATCH,
    ScreeningState.CONFIRMED,
    UNSCREENED,
]
SECRETS = ("hit", "stopped", "confirmed", "mismatch", "命中", "停止")
"""What nobody outside the offices may read of somebody's screening."""


def bring_into(persona: Persona, state: ScreeningState | None) -> None:
    """Let the persona stand where a screening in this state leaves them."""
    if state is None:
        forget_pass(persona.user)
    else:
        make_screening(persona.user, state, now=NOW)


def hides_why(done: Refused) -> bool:
    """Tell whether neither the stored question nor the answer says why the platform is not through."""
    row = Determination.objects.get(id=done.determination_id)
    text = f"{row.facts} {row.findings}".lower()
    return not any(word in text for word in SECRETS)


def parts(lead: Persona, follower: Persona) -> list[Part]:
    """Return enough money to close, all of it paid."""
    return [Part.of(lead, "2000000.00"), Part.of(follower, "8000000.00")]


def offered(lead: Persona, row: Round) -> Any:
    return offer_lead(actor=lead.actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=Decimal("0.1"))


@pytest.mark.parametrize("state", STOPPING)
def test_who_has_not_passed_does_not_subscribe(founder: Persona, lead: Persona, follower: Persona, state):
    row = make_led_round(founder, lead)
    certify(follower)
    bring_into(follower, state)
    with rows_stay(Subscription, Payment), recorded() as events:
        done = subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    verdict = "DENY" if state is ScreeningState.CONFIRMED else "REFER"
    assert (done.verdict, [finding.rule for finding in done.findings]) == (verdict, ["screening.clear"])
    assert (verbs(events), told(events[0])) == (["subscription.refused"], set())
    asked = rulings_about(subject=Subject(kind="round", id=row.id), actor=founder.actor)
    assert done.determination_id not in {ruling.id for ruling in asked}


@pytest.mark.parametrize("state", STOPPING)
def test_who_has_not_passed_offers_nothing(founder: Persona, lead: Persona, state):
    row = make_round(founder, state=RoundState.OPEN)
    bring_into(lead, state)
    with rows_stay(LeadOffer), recorded() as events:
        done = offered(lead, row)
    assert isinstance(done, Refused)
    assert [finding.rule for finding in done.findings] == ["screening.clear"]
    assert (verbs(events), told(events[0]), events[0].organisation_id) == (["lead.offer_refused"], set(), None)
    with pytest.raises(NotFound):
        ruling_seen_by(determination_id=done.determination_id, actor=founder.actor)


def test_a_hit_reads_as_a_check_that_has_not_ended(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    said = []
    for state in (ScreeningState.HIT, ScreeningState.REQUESTED):
        Screening.objects.all().delete()
        bring_into(lead, state)
        done = offered(lead, row)
        assert isinstance(done, Refused)
        stored = Determination.objects.get(id=done.determination_id)
        said.append((stored.facts, stored.findings, stored.trace))
    assert said[0] == said[1]


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


def test_no_clearance_stands_in_for_the_screening(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    bring_into(lead, ScreeningState.REQUESTED)
    done = offered(lead, row)
    page = lead.client.get(reverse("compliance:determination", args=[done.determination_id])).content.decode()
    assert reverse("compliance:clearance_request", args=[done.determination_id]) not in page
    with pytest.raises(NotClearable):
        request_clearance(actor=lead.actor, now=NOW, determination_id=done.determination_id, reason="I am in a hurry.")


@pytest.mark.parametrize("state", STOPPING)
def test_a_company_learns_no_more_than_that_the_check_of_its_lead_is_not_finished(
    founder: Persona, lead: Persona, officer: Persona, state
):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead)
    bring_into(lead, state)
    with rows_stay(Subscription, Payment), recorded() as events:
        done = accept_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    assert isinstance(done, Refused)
    assert ([each.rule for each in done.findings], done.verdict) == (["screening.counterparty"], "REFER")
    assert hides_why(done)
    assert verbs(events) == ["lead.acceptance_refused"]
    assert LeadOffer.objects.get(id=offer.id).state == "offered"
    about = Subject(kind="lead_offer", id=offer.id)
    assert [each.id for each in rulings_about(subject=about, actor=founder.actor)] == [done.determination_id]
    (whole,) = (each for each in rulings_about(subject=about, actor=officer.actor) if each.id != done.determination_id)
    assert (whole.facts_kind, [finding.about for finding in whole.findings]) == ("screened_parties", [str(lead.id)])
    assert whole.verdict == ("DENY" if state is ScreeningState.CONFIRMED else "REFER")


@pytest.mark.parametrize("state", STOPPING)
def test_a_raise_does_not_close_over_the_money_of_somebody_who_has_not_passed(
    founder: Persona, lead: Persona, follower: Persona, officer: Persona, state
):
    row = make_paid_round(founder, parts(lead, follower))
    bring_into(follower, state)
    with rows_stay(Payment), recorded() as events:
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
        while isinstance(done, Refused) and done.findings[0].rule != "screening.counterparty":
            make_clearance(done.determination_id, requested_by=founder.user)
            done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert [each.rule for each in done.findings] == ["screening.counterparty"]
    assert hides_why(done)
    assert (events[-1].verb, told(events[-1])) == ("round.closing_refused", {founder.id, officer.id})
    assert Round.objects.get(id=row.id).state == RoundState.LED
    whole = Determination.objects.get(facts_kind="screened_parties")
    assert (whole.facts["asked"], [each["about"] for each in whole.findings]) == (2, [str(follower.id)])
    with pytest.raises(NotFound):
        ruling_seen_by(determination_id=whole.id, actor=founder.actor)
    assert ruling_seen_by(determination_id=whole.id, actor=officer.actor).id == whole.id


def test_that_all_have_passed_is_kept_for_the_offices(founder: Persona, lead: Persona, follower: Persona):
    make_vehicle(founder, parts(lead, follower))
    whole = Determination.objects.get(facts_kind="screened_parties", subject_kind="round")
    assert (whole.verdict, whole.organisation_id, whole.actor_kind) == ("PERMIT", None, "system")


@pytest.mark.parametrize(
    ("state", "requested"), [(UNSCREENED, 1), (ScreeningState.CONFIRMED, 0), (ScreeningState.HIT, 0)]
)
def test_a_check_that_is_due_is_asked_for_at_once(
    founder: Persona, lead: Persona, state, requested: int, django_capture_on_commit_callbacks: Callable[..., Any]
):
    row = make_round(founder, state=RoundState.OPEN)
    bring_into(lead, state)
    with django_capture_on_commit_callbacks(execute=True):
        assert isinstance(offered(lead, row), Refused)
    waiting = Screening.objects.of(lead.id).filter(state=ScreeningState.REQUESTED)
    assert waiting.count() == requested


def test_the_doors_say_what_to_do_and_never_why(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    make_screening(lead.user, ScreeningState.HIT, now=NOW)
    form = reverse("lead_offer_new", args=[row.id])
    before = lead.client.get(form).content.decode()
    assert reverse("compliance:own_screening") in before
    sent = lead.submit(form, {"amount": FIFTH, "carry": "10", **PAGE_MONEY})
    text = lead.client.get(sent.headers["Location"]).content.decode()
    assert "身份与名单筛查尚未结束" in text
    assert reverse("compliance:own_screening") in text
    for page in (before, text):
        assert "命中" not in page


@pytest.mark.parametrize("state", STOPPING)
def test_a_company_that_has_not_passed_opens_no_raise(founder: Persona, state):
    row = make_round(founder, state=RoundState.APPROVED)
    company = company_of(founder)
    forget_pass(company)
    if state is not None:
        make_screening(company, state, now=NOW)
    with rows_stay(Round), recorded() as events:
        done = open_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    verdict = "DENY" if state is ScreeningState.CONFIRMED else "REFER"
    assert (done.verdict, [each.rule for each in done.findings]) == (verdict, ["screening.company"])
    assert (verbs(events), events[0].organisation_id) == (["round.opening_refused"], company.id)
    assert "hit" not in str(Determination.objects.get(id=done.determination_id).facts)
    assert ruling_seen_by(determination_id=done.determination_id, actor=founder.actor).id == done.determination_id


def test_a_submission_has_the_company_screened_and_a_pass_is_not_renewed(founder: Persona):
    row = make_round(founder)
    company = company_of(founder)
    forget_pass(company)
    with recorded() as events:
        assert not isinstance(submit_round(actor=founder.actor, now=NOW, round_id=row.id), Refused)
    assert verbs(events) == ["round.submitted", "screening.requested"]
    assert Screening.objects.get(organisation=company).state == ScreeningState.REQUESTED
    Screening.objects.filter(state=ScreeningState.REQUESTED).delete()
    make_screening(company, now=NOW)
    with recorded() as again:
        submit_round(actor=founder.actor, now=NOW, round_id=make_round(founder).id)
    assert verbs(again)[-1] == "round.submitted"


def test_a_company_whose_pass_has_ended_is_screened_when_it_opens(
    founder: Persona, django_capture_on_commit_callbacks: Callable[..., Any]
):
    row = make_round(founder, state=RoundState.APPROVED)
    forget_pass(company_of(founder))
    with django_capture_on_commit_callbacks(execute=True):
        assert isinstance(open_round(actor=founder.actor, now=NOW, round_id=row.id), Refused)
    assert Screening.objects.get(organisation=company_of(founder)).state == ScreeningState.REQUESTED
    page = founder.submit(reverse("round_open", args=[row.id]))
    text = founder.client.get(page.headers["Location"]).content.decode()
    assert "企业的名单筛查尚未结束" in text
