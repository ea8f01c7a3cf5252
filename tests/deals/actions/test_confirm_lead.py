"""A paid deposit confirms the lead; followers may come and the rest of the lead's money is due."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised
from deals.actions.confirm_lead import confirm_lead
from deals.core.money_moves import PaymentPurpose
from deals.core.states import OfferState, RoundState
from deals.models import LeadOffer, Payment, Round
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import TREASURER, deposit_due_from
from tests.factories.deals import NOW, make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def offer(founder: Persona, lead: Persona) -> LeadOffer:
    """An accepted offer whose deposit is due."""
    due = deposit_due_from(lead, make_round(founder, state=RoundState.OPEN))
    return LeadOffer.objects.get(round=due.round)


def test_the_raise_is_led_and_the_rest_is_due(offer: LeadOffer, founder: Persona, lead: Persona):
    with recorded() as events:
        confirm_lead(actor=TREASURER, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=offer.id).state == OfferState.CONFIRMED
    assert Round.objects.get(id=offer.round_id).state == RoundState.LED
    assert Payment.objects.get(purpose=PaymentPurpose.SUBSCRIPTION).amount == yuan("3600000.00")
    assert verbs(events) == ["lead.confirmed"]
    assert told(events[0]) == {founder.id, lead.id}


def test_it_is_confirmed_once(offer: LeadOffer):
    confirm_lead(actor=TREASURER, now=NOW, offer_id=offer.id)
    with nothing_changes(LeadOffer, Round, Payment), pytest.raises(IllegalMove):
        confirm_lead(actor=TREASURER, now=NOW, offer_id=offer.id)


def test_nobody_confirms_by_hand(offer: LeadOffer, founder: Persona):
    with nothing_changes(LeadOffer, Round, Payment), pytest.raises(NotAuthorised):
        confirm_lead(actor=founder.actor, now=NOW, offer_id=offer.id)
