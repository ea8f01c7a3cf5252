"""Officers ask about the sources of a lead's money, or accept them; nobody lifts what a rule denies."""

import pytest

from compliance.core.verdict import Refused
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound, StepUpRequired
from deals.actions.close_round import close_round
from deals.actions.confirm_lead import confirm_lead
from deals.actions.review_lead_money import DenyStands, review_lead_money
from deals.core.custody import Payer
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import RoundState
from deals.models import LeadOffer, MoneyReview, Payment
from deals.queries.lead_money import money_to_examine
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import TREASURER
from tests.factories.deals import NOW, make_round
from tests.factories.lead_money import SOMEBODY, name, pay, review
from tests.factories.leads import make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def accepted(founder: Persona, lead: Persona) -> LeadOffer:
    return make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)


def test_who_was_asked_is_not_confirmed_before_the_answer(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    with recorded() as events:
        review(offer, officer, ReviewKind.ASKED, opinion="  Whose account is E?  ")
    assert verbs(events) == ["lead.sources_asked"]
    assert (events[0].reason, told(events[0])) == ("Whose account is E?", {lead.id})
    pay(offer)
    assert offer.state == "accepted"
    assert offer.funding_determination is not None
    assert offer.funding_determination.verdict == "REFER"


def test_what_was_accepted_leaves_the_queue_until_somebody_else_pays(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    assert [each.id for each in money_to_examine(officer.actor)] == [offer.id]
    review(offer, officer, ReviewKind.ACCEPTED)
    assert not money_to_examine(officer.actor)
    pay(offer)
    assert offer.state == "confirmed"
    assert not money_to_examine(officer.actor), "the lead's own money changes nothing"
    pay(offer, by=SOMEBODY, purpose=PaymentPurpose.SUBSCRIPTION)
    assert [each.id for each in money_to_examine(officer.actor)] == [offer.id]
    review(offer, officer, ReviewKind.ACCEPTED)
    assert not money_to_examine(officer.actor)


def test_what_an_officer_refuses_ends_the_offer_and_goes_back(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    pay(offer, by=SOMEBODY)
    with recorded() as events:
        review(offer, officer, ReviewKind.REFUSED, opinion="The statement is forged.")
    offer.round.refresh_from_db()
    assert (offer.state, offer.round.state) == ("lapsed", "open")
    assert verbs(events)[:2] == ["lead.sources_refused", "lead.money_refused"]
    assert Payment.objects.filter(purpose=PaymentPurpose.REFUND, amount=offer.deposit).exists()


def test_a_refusal_after_the_confirmation_refuses_closing(founder: Persona, lead: Persona, officer: Persona):
    offer = accepted(founder, lead)
    pay(offer)
    pay(offer, purpose=PaymentPurpose.SUBSCRIPTION)
    review(offer, officer, ReviewKind.REFUSED)
    assert offer.state == "confirmed"
    offer.round.minimum_raise = offer.amount
    offer.round.save(update_fields=["minimum_raise"])
    done = close_round(actor=founder.actor, now=NOW, round_id=offer.round_id)
    assert isinstance(done, Refused)
    outcomes = {each.rule: each.outcome for each in done.findings}
    assert outcomes["lead.own_funds.tainted"] == "REFER", "the company learns that it is not settled, and no more"


def test_a_denial_has_no_release(founder: Persona, lead: Persona, officer: Persona):
    name(founder, "陈澄")
    offer, actor = accepted(founder, lead), officer.actor
    pay(offer)
    pay(offer, by=Payer(name="陈澄", account=""), purpose=PaymentPurpose.SUBSCRIPTION)
    with nothing_changes(MoneyReview), pytest.raises(DenyStands):
        review_lead_money(actor=actor, now=NOW, offer_id=offer.id, kind=ReviewKind.ACCEPTED, opinion="Fine.")


def test_a_confirmed_lead_is_not_asked(founder: Persona, lead: Persona, officer: Persona):
    offer, actor = accepted(founder, lead), officer.actor
    confirm_lead(actor=TREASURER, now=NOW, offer_id=offer.id)
    with nothing_changes(MoneyReview), pytest.raises(IllegalMove):
        review_lead_money(actor=actor, now=NOW, offer_id=offer.id, kind=ReviewKind.ASKED, opinion="Why?")


def test_an_opinion_has_words(founder: Persona, lead: Persona, officer: Persona):
    offer, actor = accepted(founder, lead), officer.actor
    with nothing_changes(MoneyReview), pytest.raises(Invalid):
        review_lead_money(actor=actor, now=NOW, offer_id=offer.id, kind=ReviewKind.ASKED, opinion="  ")


def test_a_fresh_second_factor_is_needed(founder: Persona, lead: Persona, officer: Persona):
    offer, actor = accepted(founder, lead), officer.step_down().actor
    with nothing_changes(MoneyReview), pytest.raises(StepUpRequired):
        review_lead_money(actor=actor, now=NOW, offer_id=offer.id, kind=ReviewKind.ASKED, opinion="Why?")


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("lead", NotAuthorised), ("stranger", NotFound), ("auditor", NotAuthorised)],
)
def test_nobody_else_says_so(personas: dict[str, Persona], persona: str, error: type[Exception]):
    row = make_round(personas["founder"], state=RoundState.OPEN)
    offer, actor = make_offer(row, personas["lead"]), personas[persona].actor
    with nothing_changes(MoneyReview), pytest.raises(error):
        review_lead_money(actor=actor, now=NOW, offer_id=offer.id, kind=ReviewKind.ACCEPTED, opinion="Mine.")
