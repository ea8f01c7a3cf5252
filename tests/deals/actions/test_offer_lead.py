"""An investor offers to lead: what is stored, who may, and what can't be offered."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from compliance.core.facts import Party, PartyKind
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.offer_lead import OfferStands, offer_lead
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.core.lead import HIGHEST_CARRY
from deals.core.states import RoundState
from deals.models import LeadOffer
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, TODAY, changed, make_round, yuan
from tests.factories.leads import A_TENTH, FIFTH, make_led_round, make_offer, pledge, salary
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_an_offer_is_stored_with_its_deposit_and_the_company_is_told(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    with recorded() as events:
        offer_id = offer_lead(actor=lead.actor, now=NOW, round_id=row.id, pledge=pledge("4000000.01"), carry=A_TENTH)
    assert isinstance(offer_id, UUID)
    offer = LeadOffer.objects.get(id=offer_id)
    assert (offer.state, offer.investor_id, offer.amount, offer.carry) == (
        "offered",
        lead.id,
        yuan("4000000.01"),
        A_TENTH,
    )
    assert offer.deposit == yuan("400000.01"), "a tenth, rounded up to the fen"
    assert offer.offered_at == NOW
    assert verbs(events) == ["lead.offered"]
    funding = offer.funding_determination_id
    assert events[0].after == {
        "state": "offered",
        "round": str(row.id),
        "amount": "4000000.01",
        "funding": str(funding),
        "suitability": str(Determination.objects.get(facts_kind="suitability").id),
    }
    assert "determination" not in events[0].after, "the company is led to no ruling about the lead"
    assert told(events[0]) == {founder.id}


def test_money_that_does_not_pass_leaves_its_evidence_and_no_offer(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    founders = replace(salary(), parties=(Party(id="L", kind=PartyKind.LEAD), Party(id="E", kind=PartyKind.FOUNDER)))
    with recorded() as events:
        done = offer_lead(actor=lead.actor, now=NOW, round_id=row.id, pledge=pledge(funding=founders), carry=A_TENTH)
    assert isinstance(done, Refused)
    ruling = Determination.objects.get(id=done.determination_id)
    assert (ruling.verdict, ruling.facts_kind, ruling.organisation_id) == ("DENY", "funding", None)
    assert not LeadOffer.objects.exists()
    assert verbs(events) == ["lead.offer_refused"]
    assert events[0].organisation_id is None


def test_a_lead_that_says_nothing_about_its_money_is_referred(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    done = offer_lead(actor=lead.actor, now=NOW, round_id=row.id, pledge=pledge(funding=None), carry=A_TENTH)
    assert isinstance(done, Refused)
    assert done.verdict is Outcome.REFER


@pytest.mark.parametrize(
    ("amount", "carry", "pointer", "code"),
    [
        ("999999.99", A_TENTH, "/amount", "too_small"),
        ("20000000.01", A_TENTH, "/amount", "above_target"),
        (FIFTH, HIGHEST_CARRY + Decimal("0.0001"), "/carry", "too_large"),
        (FIFTH, Decimal("-0.0001"), "/carry", "too_small"),
    ],
)
def test_what_can_not_be_offered(founder: Persona, lead: Persona, amount: str, carry: Decimal, pointer: str, code: str):
    row, actor = make_round(founder, state=RoundState.OPEN), lead.actor
    with nothing_changes(LeadOffer), pytest.raises(Invalid) as refused:
        offer_lead(actor=actor, now=NOW, round_id=row.id, pledge=pledge(amount), carry=carry)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [(pointer, code)]


@pytest.mark.parametrize(("amount", "carry"), [("1000000.00", Decimal(0)), ("20000000.00", HIGHEST_CARRY)])
def test_the_limits_themselves_can_be_offered(founder: Persona, lead: Persona, amount: str, carry: Decimal):
    row = make_round(founder, state=RoundState.OPEN)
    assert make_offer(row, lead, amount=amount, carry=carry).carry == carry


def test_one_offer_at_a_time(founder: Persona, lead: Persona, follower: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer, actor = make_offer(row, lead), lead.actor
    with nothing_changes(LeadOffer), pytest.raises(OfferStands):
        offer_lead(actor=actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)
    make_offer(row, follower)
    withdraw_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
    assert make_offer(row, lead).state == "offered"


def test_after_the_last_day_nobody_offers(founder: Persona, lead: Persona):
    row, actor = make_round(founder, state=RoundState.OPEN, terms=changed(closes_on=TODAY)), lead.actor
    with nothing_changes(LeadOffer), pytest.raises(IllegalMove):
        offer_lead(actor=actor, now=NOW + timedelta(days=2), round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)


def test_a_led_raise_looks_for_no_lead(founder: Persona, lead: Persona, follower: Persona):
    row, actor = make_led_round(founder, lead), follower.actor
    with nothing_changes(LeadOffer), pytest.raises(IllegalMove):
        offer_lead(actor=actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)


@pytest.mark.parametrize("persona", ["founder", "officer", "operator", "auditor"])
def test_whoever_sees_it_and_is_no_investor_from_outside_is_refused(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"], state=RoundState.OPEN), personas[persona].actor
    with nothing_changes(LeadOffer), pytest.raises(NotAuthorised):
        offer_lead(actor=actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)


@pytest.mark.parametrize(("persona", "state"), [("stranger", RoundState.OPEN), ("lead", RoundState.APPROVED)])
def test_what_may_not_be_seen_does_not_exist(personas: dict[str, Persona], persona: str, state: RoundState):
    row, actor = make_round(personas["founder"], state=state), personas[persona].actor
    with nothing_changes(LeadOffer), pytest.raises(NotFound):
        offer_lead(actor=actor, now=NOW, round_id=row.id, pledge=pledge(FIFTH), carry=A_TENTH)
