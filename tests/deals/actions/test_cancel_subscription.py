"""An investor takes a subscription back for which nothing was paid yet."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.cancel_subscription import cancel_subscription
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, RoundCapacity, Subscription
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, make_round, yuan
from tests.factories.leads import certify, make_accepted_offer, make_led_round, make_subscription, room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, Payment, RoundCapacity, LeadOffer, Round)


def test_the_room_is_given_back_and_the_payment_called_off(founder: Persona, lead: Persona, follower: Persona):
    certify(follower)
    row = make_led_round(founder, lead)
    before = room_of(row)
    subscription = make_subscription(row, follower)
    with recorded() as events:
        cancel_subscription(actor=follower.actor, now=NOW, subscription_id=subscription.id)
    assert Subscription.objects.get(id=subscription.id).state == "cancelled"
    assert Payment.objects.get(subscription=subscription).state == "cancelled"
    assert room_of(row) == before
    assert verbs(events) == ["payment.cancelled", "subscription.cancelled"]
    assert told(events[1]) == {follower.id}


def test_a_lead_who_cancels_gives_the_accepted_offer_up(founder: Persona, lead: Persona, follower: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    before = room_of(row)
    offer = make_accepted_offer(row, founder, lead)
    subscription = Subscription.objects.get(round=row)
    with recorded() as events:
        cancel_subscription(actor=lead.actor, now=NOW, subscription_id=subscription.id)
    assert LeadOffer.objects.get(id=offer.id).state == "lapsed"
    assert Round.objects.get(id=row.id).state == "open"
    assert room_of(row) == before
    assert verbs(events)[-1] == "lead.lapsed"
    assert told(events[-1]) == {lead.id, founder.id}
    assert make_accepted_offer(row, founder, follower).state == "accepted", "the raise may find another lead"


def test_what_was_paid_is_not_cancelled(founder: Persona, lead: Persona):
    row, actor = make_round(founder, state=RoundState.OPEN), lead.actor
    make_accepted_offer(row, founder, lead)
    subscription = Subscription.objects.get(round=row)
    subscription.receive(yuan("0.01"))
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        cancel_subscription(actor=actor, now=NOW, subscription_id=subscription.id)


def test_it_is_cancelled_once(founder: Persona, lead: Persona, follower: Persona):
    certify(follower)
    subscription, actor = make_subscription(make_led_round(founder, lead), follower), follower.actor
    cancel_subscription(actor=actor, now=NOW, subscription_id=subscription.id)
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        cancel_subscription(actor=actor, now=NOW, subscription_id=subscription.id)


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("officer", NotAuthorised), ("lead", NotFound), ("stranger", NotFound)],
)
def test_only_its_investor_cancels(personas: dict[str, Persona], persona: str, error: type[Exception]):
    certify(personas["follower"])
    row = make_led_round(personas["founder"], personas["lead"])
    subscription, actor = make_subscription(row, personas["follower"]), personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(error):
        cancel_subscription(actor=actor, now=NOW, subscription_id=subscription.id)
