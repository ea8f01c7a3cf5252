"""The rest of a lead's money that may not stay goes back to its sender, by an officer and two operators."""

import pytest

from compliance.models import Determination
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound, StepUpRequired
from deals.actions.confirm_suspense_return import confirm_suspense_return
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.actions.return_lead_money import NothingToReturn, return_lead_money
from deals.actions.return_suspense import return_suspense
from deals.core.accounts import UNASSIGNED, claim_account, custody_account, suspense_account
from deals.core.custody import MessageKind, Payer, reference_of
from deals.core.lead import pay_by
from deals.core.lead_money import ReviewKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, StrayMoney, Subscription
from deals.queries import rooms_that_disagree
from deals.queries.checks import compare_counters
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import TREASURER, about_return, held, ledger_is_sound, second_operator
from tests.factories.deals import NOW, TODAY, make_round
from tests.factories.lead_money import SOMEBODY, name, pay, review
from tests.factories.leads import make_accepted_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db

REST = PaymentPurpose.SUBSCRIPTION
ROWS = (Payment, Subscription, StrayMoney, LeadOffer, Round, Determination)
WHY = "It came from the founder's own account."


@pytest.fixture
def offer(founder: Persona, lead: Persona) -> LeadOffer:
    """A confirmed offer whose deposit is the lead's own and whose rest the founder has paid."""
    name(founder, "陈澄")
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    pay(offer)
    pay(offer, by=Payer(name="陈澄", account="6222"), purpose=REST)
    return offer


def rest_of(offer: LeadOffer) -> Payment:
    return Payment.objects.get(round_id=offer.round_id, purpose=REST)


def subscription_of(offer: LeadOffer) -> Subscription:
    return Subscription.objects.get(round_id=offer.round_id, investor_id=offer.investor_id)


def agrees() -> bool:
    compared = compare_counters(as_of=NOW)
    return ledger_is_sound() and not rooms_that_disagree() and not any(each.astray for each in compared)


def test_it_is_set_aside_owed_again_and_told(
    offer: LeadOffer, founder: Persona, lead: Persona, officer: Persona, operator: Persona
):
    rest, whole = rest_of(offer), subscription_of(offer)
    currency = rest.amount.currency
    assert (whole.state, held(claim_account(whole.id, currency))) == ("paid", -whole.amount.minor)
    with recorded() as events:
        assert return_lead_money(actor=officer.actor, now=NOW, offer_id=offer.id, opinion=WHY) == rest.id
    owed = subscription_of(offer)
    assert (owed.state, owed.paid, owed.pay_by) == ("reserved", offer.deposit, pay_by(TODAY))
    assert (owed.paid_at, owed.cooling_off_until, owed.called_back_at) == (None, None, None)
    assert held(claim_account(owed.id, currency)) == -offer.deposit.minor
    assert held(suspense_account(UNASSIGNED, currency)) == -rest.amount.minor
    assert held(custody_account(UNASSIGNED, currency)) == rest.amount.minor
    assert held(custody_account(offer.round_id, currency)) == offer.deposit.minor
    again = Payment.objects.filter(round_id=offer.round_id, purpose=REST).exclude(id=rest.id).get()
    assert (again.state, again.amount) == ("due", rest.amount)
    assert agrees()
    assert verbs(events) == ["subscription.reopened", "lead.money_set_aside"]
    assert told(events[0]) == {founder.id}
    assert (told(events[1]), events[1].reason, events[1].organisation_id) == ({lead.id, operator.id}, WHY, None)
    offer.refresh_from_db()
    assert offer.funding_determination is not None
    assert offer.funding_determination.verdict != "DENY", "what is left in custody is the lead's own"


def test_two_operators_send_it_back_to_its_sender_and_the_books_agree(
    offer: LeadOffer, officer: Persona, operator: Persona
):
    rest = rest_of(offer)
    return_lead_money(actor=officer.actor, now=NOW, offer_id=offer.id, opinion=WHY)
    return_suspense(actor=second_operator().actor, now=NOW, order_id=rest.id, reason=WHY)
    confirm_suspense_return(actor=operator.actor, now=NOW, order_id=rest.id)
    stray = StrayMoney.objects.get(id=rest.id)
    assert (stray.state, stray.as_order.amount) == ("due", rest.amount)
    assert stray.as_order.reference == reference_of(rest.id), "the custodian knows whose transfer it answers"
    receive_custodian_message(actor=TREASURER, now=NOW, message=about_return(stray, MessageKind.SETTLED))
    stray.refresh_from_db()
    assert stray.state == "returned"
    currency = rest.amount.currency
    assert held(suspense_account(UNASSIGNED, currency)) == held(custody_account(UNASSIGNED, currency)) == 0
    assert agrees()


def test_then_the_lead_pays_from_its_own_account_and_is_called_back_anew(offer: LeadOffer, officer: Persona):
    before = subscription_of(offer)
    before.confirm_call_back(determination_id=before.determination_id, now=before.cooling_off_until or NOW)
    return_lead_money(actor=officer.actor, now=NOW, offer_id=offer.id, opinion=WHY)
    pay(offer, purpose=REST)
    paid = subscription_of(offer)
    assert (paid.state, paid.paid, paid.called_back_at) == ("paid", paid.amount, None)
    assert offer.funding_determination is not None
    assert offer.funding_determination.verdict != "DENY"
    assert agrees()


def test_money_that_an_officer_refuses_goes_back_too(founder: Persona, lead: Persona, officer: Persona):
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    pay(offer)
    pay(offer, by=SOMEBODY, purpose=REST)
    review(offer, officer, ReviewKind.REFUSED)
    rest = rest_of(offer)
    assert return_lead_money(actor=officer.actor, now=NOW, offer_id=offer.id, opinion=WHY) == rest.id


def test_once_is_enough(offer: LeadOffer, officer: Persona):
    actor = officer.actor
    return_lead_money(actor=actor, now=NOW, offer_id=offer.id, opinion=WHY)
    with nothing_changes(*ROWS), pytest.raises(NothingToReturn):
        return_lead_money(actor=actor, now=NOW, offer_id=offer.id, opinion=WHY)


def test_a_deposit_and_money_that_may_stay_are_left_alone(founder: Persona, lead: Persona, officer: Persona):
    offer, actor = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead), officer.actor
    for purpose in (PaymentPurpose.DEPOSIT, REST):
        pay(offer, purpose=purpose)
        if purpose is REST:
            review(offer, officer, ReviewKind.ACCEPTED)
        with nothing_changes(*ROWS), pytest.raises(NothingToReturn):
            return_lead_money(actor=actor, now=NOW, offer_id=offer.id, opinion=WHY)


def test_an_officer_says_why(offer: LeadOffer, officer: Persona):
    actor = officer.actor
    with nothing_changes(*ROWS), pytest.raises(Invalid):
        return_lead_money(actor=actor, now=NOW, offer_id=offer.id, opinion=" ")


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("lead", NotAuthorised), ("auditor", NotAuthorised), ("stranger", NotFound)],
)
def test_only_officers_set_it_aside(
    offer: LeadOffer, personas: dict[str, Persona], persona: str, error: type[Exception]
):
    actor = personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(error):
        return_lead_money(actor=actor, now=NOW, offer_id=offer.id, opinion=WHY)


def test_an_officer_confirms_themselves_first(offer: LeadOffer, officer: Persona):
    late = officer.step_down().actor
    with nothing_changes(*ROWS), pytest.raises(StepUpRequired):
        return_lead_money(actor=late, now=NOW, offer_id=offer.id, opinion=WHY)
