"""Two officers set the same money of a lead aside: it leaves the lead's claim once."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from crowdfund.accounts.core.roles import Role
from deals.actions import return_lead_money as returning
from deals.actions.return_lead_money import NothingToReturn
from deals.core.accounts import claim_account
from deals.core.custody import Payer
from deals.core.money_moves import PaymentPurpose
from deals.core.states import RoundState
from deals.locks import lock_round_of_offer
from deals.models import LeadOffer, Payment, Round, StrayMoney, Subscription
from deals.queries.lead_money import rest_to_return
from tests.factories.accounts import make_user
from tests.factories.custody import held
from tests.factories.deals import NOW, make_round
from tests.factories.lead_money import name, pay
from tests.factories.leads import make_accepted_offer
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offer(founder: Persona, lead: Persona) -> LeadOffer:
    """A confirmed offer whose rest the founder has paid."""
    name(founder, "陈澄")
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    pay(offer)
    pay(offer, by=Payer(name="陈澄", account="6222"), purpose=PaymentPurpose.SUBSCRIPTION)
    return offer


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """Both meet once they have read what is to go back."""
    place = Meeting()
    monkeypatch.setattr(returning, "rest_to_return", place.after(rest_to_return))
    return place


def both(offer: LeadOffer, officer: Persona) -> list[Callable[[], Any]]:
    second = Persona(make_user("second@example.com", roles=[Role.OFFICER], has_mfa=True))
    return [
        partial(returning.return_lead_money, actor=who.actor, now=NOW, offer_id=offer.id, opinion="Not its own.")
        for who in (officer, second)
    ]


def test_the_control_without_the_locks_both_believe_to_be_the_first(
    offer: LeadOffer, officer: Persona, meeting: Meeting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(
        returning, "lock_round_of_offer", lambda _: Round.objects.select_related("project").get(id=offer.round_id)
    )
    monkeypatch.setattr(returning, "lock_offer", lambda id_: LeadOffer.objects.get(id=id_))
    results = at_once(*both(offer, officer))
    assert meeting.met
    refused = [each for each in results if isinstance(each, NothingToReturn)]
    assert not refused, "the race did not happen"


def test_under_the_lock_it_is_set_aside_once(offer: LeadOffer, officer: Persona, meeting: Meeting):
    results = at_once(*both(offer, officer))
    assert not meeting.met
    assert sum(isinstance(each, NothingToReturn) for each in results) == 1
    subscription = Subscription.objects.get(round_id=offer.round_id, investor_id=offer.investor_id)
    assert subscription.paid == offer.deposit
    assert held(claim_account(subscription.id, offer.deposit.currency)) == -offer.deposit.minor
    assert StrayMoney.objects.count() == 1
    assert Payment.objects.filter(round_id=offer.round_id, purpose="subscription", state="due").count() == 1


def test_the_real_part_is_the_one_that_was_taken_out():
    assert vars(returning)["lock_round_of_offer"] is lock_round_of_offer
