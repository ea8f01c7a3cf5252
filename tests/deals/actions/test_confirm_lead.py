"""The lead's deposit has arrived: the raise is led, and the rest of the commitment is due."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from crowdfund.kernel.ids import new_id
from deals.actions.confirm_lead import confirm_lead
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, make_round, yuan
from tests.factories.leads import CUSTODIAN, make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_the_raise_is_led_and_the_rest_is_due(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_accepted_offer(row, founder, lead)
    with recorded() as events:
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)
    offer.refresh_from_db()
    row.refresh_from_db()
    assert (offer.state, offer.confirmed_at) == ("confirmed", NOW)
    assert (row.state, row.led_at) == ("led", NOW)
    rest = Payment.objects.get(purpose="subscription")
    assert (rest.amount, rest.state) == (yuan("3600000.00"), "due")
    assert offer.deposit + rest.amount == offer.amount
    assert verbs(events) == ["lead.confirmed"]
    assert events[0].after == {"state": "confirmed", "round": str(row.id), "round_state": "led"}
    assert told(events[0]) == {lead.id, founder.id}


def test_every_other_offer_lapses(founder: Persona, lead: Persona, follower: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    other, offer = make_offer(row, follower), make_accepted_offer(row, founder, lead)
    with recorded() as events:
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=other.id).state == "lapsed"
    assert verbs(events) == ["lead.lapsed", "lead.confirmed"]
    assert told(events[0]) == {follower.id}


def test_an_offer_that_was_not_accepted_is_not_confirmed(founder: Persona, lead: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    with nothing_changes(LeadOffer, Round, Payment), pytest.raises(IllegalMove):
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)


def test_it_is_confirmed_once(founder: Persona, lead: Persona):
    offer = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead)
    confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)
    with nothing_changes(LeadOffer, Round, Payment), pytest.raises(IllegalMove):
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=offer.id)


@pytest.mark.parametrize("persona", ["founder", "lead", "officer", "operator"])
def test_nobody_but_the_platform_confirms(personas: dict[str, Persona], persona: str):
    row = make_round(personas["founder"], state=RoundState.OPEN)
    offer, actor = make_accepted_offer(row, personas["founder"], personas["lead"]), personas[persona].actor
    with nothing_changes(LeadOffer, Round, Payment), pytest.raises(NotAuthorised):
        confirm_lead(actor=actor, now=NOW, offer_id=offer.id)


def test_an_offer_that_is_not_there_is_not_found(db: None):
    with pytest.raises(NotFound):
        confirm_lead(actor=CUSTODIAN, now=NOW, offer_id=new_id(NOW))
