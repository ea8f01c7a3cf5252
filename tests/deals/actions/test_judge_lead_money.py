"""The deposit has come, and the rules look through the lead's money once more: what passes, what waits, what ends."""

import pytest

from compliance.core.verdict import Refused
from compliance.models import Determination
from deals.actions.close_round import close_round
from deals.core.custody import Payer
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, RoundCapacity, Subscription
from tests.events import recorded, told, verbs
from tests.factories.custody import settled
from tests.factories.deals import NOW, company_of, make_round
from tests.factories.lead_money import SOMEBODY, name, pay, review
from tests.factories.leads import make_accepted_offer, make_offer, room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def accepted(founder: Persona, lead: Persona) -> LeadOffer:
    return make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)


def latest(offer: LeadOffer) -> Determination:
    offer.refresh_from_db()
    assert offer.funding_determination is not None
    return offer.funding_determination


def test_from_its_own_account_the_lead_is_confirmed_and_the_answer_is_stored(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    before = offer.funding_determination_id
    pay(offer)
    assert offer.state == "confirmed"
    ruling = latest(offer)
    assert ruling.id != before
    assert (ruling.subject_kind, ruling.subject_id, ruling.organisation_id) == ("lead_offer", offer.id, None)
    assert (ruling.facts_kind, ruling.verdict) == ("funding", "ADVISE"), "no document shows the source yet"
    assert [each["match"] for each in ruling.as_ruling().facts["payments"]] == ["own"]


@pytest.mark.parametrize("who", ["issuer", "founder"])
def test_money_of_the_issuers_side_confirms_nobody_and_goes_back(
    founder: Persona, lead: Persona, officer: Persona, who: str
):
    name(founder, "陈澄")
    offer = accepted(founder, lead)
    full = room_of(offer.round)
    payer = Payer(name=company_of(founder).name if who == "issuer" else "陈澄", account="6222")
    with recorded() as events:
        pay(offer, by=payer)
    assert offer.state == "lapsed"
    offer.round.refresh_from_db()
    assert offer.round.state == "open", "the raise goes on looking for a lead"
    subscription = Subscription.objects.get(round_id=offer.round_id)
    assert (subscription.state, subscription.paid) == ("refunding", offer.deposit)
    refund = Payment.objects.get(purpose=PaymentPurpose.REFUND)
    assert (refund.amount, refund.state) == (offer.deposit, "due")
    assert room_of(offer.round) > full
    ruling = latest(offer)
    assert ruling.verdict == "DENY"
    assert {each["rule"] for each in ruling.findings if each["outcome"] == "DENY"} == {
        "lead.own_funds.tainted",
        "lead.own_funds.payer",
    }
    refused = next(event for event in events if event.verb == "lead.money_refused")
    assert refused.organisation_id is None, "the company reads nothing of it"
    assert told(refused) == {lead.id, officer.id}
    lapsed = next(event for event in events if event.verb == "lead.lapsed")
    assert told(lapsed) >= {lead.id, founder.id}
    assert "lead.confirmed" not in verbs(events)
    assert make_offer(offer.round, lead).state == "offered", "and the lead may offer again"


def test_money_of_somebody_undeclared_waits_with_its_deposit_in_custody(
    founder: Persona, lead: Persona, officer: Persona
):
    offer = accepted(founder, lead)
    with recorded() as events:
        pay(offer, by=SOMEBODY)
    assert offer.state == "accepted"
    subscription = Subscription.objects.get(round_id=offer.round_id)
    assert (subscription.state, subscription.paid) == ("reserved", offer.deposit)
    assert not Payment.objects.filter(purpose=PaymentPurpose.REFUND).exists()
    assert latest(offer).verdict == "REFER"
    questioned = next(event for event in events if event.verb == "lead.money_questioned")
    assert told(questioned) == {lead.id, officer.id}
    review(offer, officer, ReviewKind.ACCEPTED)
    assert offer.state == "confirmed", "an officer's yes is all that it waited for"


def test_a_bank_that_is_silent_lets_the_offer_wait(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    pay(offer, by=Payer(name="", account=""))
    assert offer.state == "accepted"
    assert latest(offer).verdict == "REFER"


def test_the_rest_from_the_founder_is_questioned_at_once_and_refuses_closing(
    founder: Persona, lead: Persona, officer: Persona
):
    name(founder, "陈澄")
    offer = accepted(founder, lead)
    pay(offer)
    with recorded() as events:
        pay(offer, by=Payer(name="陈澄", account="6222"), purpose=PaymentPurpose.SUBSCRIPTION)
    assert "lead.money_questioned" in verbs(events)
    assert offer.state == "confirmed"
    assert latest(offer).verdict == "DENY"
    offer.round.minimum_raise = offer.amount
    offer.round.save(update_fields=["minimum_raise"])
    done = close_round(actor=founder.actor, now=NOW, round_id=offer.round_id)
    assert isinstance(done, Refused)
    denied = {each.rule: each for each in done.findings if each.outcome == "DENY"}
    assert denied["lead.own_funds.tainted"].measured == "3600000.00"
    effective = [each for each in done.findings if each.rule == "lead.ratio.effective"]
    assert [(each.basis, each.measured) for each in effective if each.basis == "opening"] == [("opening", "2.00")]
    ruling = Determination.objects.get(id=done.determination_id)
    assert ruling.organisation_id == company_of(founder).id
    assert ruling.facts["tainted_amount"] == {"amount": "3600000.00", "currency": "CNY"}


def test_what_is_not_settled_at_closing_is_unknown_to_the_company_and_refers(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    pay(offer)
    pay(offer, by=SOMEBODY, purpose=PaymentPurpose.SUBSCRIPTION)
    offer.round.minimum_raise = offer.amount
    offer.round.save(update_fields=["minimum_raise"])
    done = close_round(actor=founder.actor, now=NOW, round_id=offer.round_id)
    assert isinstance(done, Refused)
    outcomes = {each.rule: each.outcome for each in done.findings}
    assert outcomes["lead.own_funds.tainted"] == outcomes["lead.ratio.effective"] == "REFER"
    facts = Determination.objects.get(id=done.determination_id).facts
    assert facts["tainted_amount"] == facts["nominee"] == {"unknown": "not_checked"}
    assert SOMEBODY.name not in str(facts)


def test_a_payer_is_kept_encrypted_and_outside_the_word_for_word_message(founder: Persona, lead: Persona):
    offer = accepted(founder, lead)
    payment = pay(offer, by=SOMEBODY)
    assert payment.payer.name == SOMEBODY.name
    assert SOMEBODY.name not in str(settled(payment, payer=SOMEBODY).as_plain())
    assert RoundCapacity.objects.filter(round_id=offer.round_id).exists()
