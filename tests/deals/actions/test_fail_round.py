"""A raise below its minimum ends on the day after its last, and everybody gets their money back."""

from decimal import Decimal

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised
from deals.actions.fail_round import NotFailed, fail_round
from deals.core.lead import Pledge, deposit_of
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, Subscription, Vehicle
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.closing import PLATFORM, Part, day_after_the_last, make_led_round
from tests.factories.deals import NOW, make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (Round, Subscription, Payment, Vehicle, LeadOffer)


def test_what_was_paid_goes_back_and_the_rest_is_cancelled(founder: Persona, lead: Persona, follower: Persona):
    late = make_user("late@example.com")
    row = make_led_round(
        founder,
        [
            Part.of(lead, "2000000.00", paid="200000.00"),
            Part.of(follower, "3000000.00"),
            Part.of(late, "1000000.00", paid="0"),
        ],
    )
    with recorded() as events:
        fail_round(actor=PLATFORM, now=day_after_the_last(), round_id=row.id)
    stored = Round.objects.get(id=row.id)
    assert (stored.state, stored.ended_at) == ("failed", day_after_the_last())
    states = dict(Subscription.objects.values_list("investor_id", "state"))
    assert states == {lead.id: "refunding", follower.id: "refunding", late.id: "cancelled"}
    refunds = Payment.objects.filter(purpose="refund").order_by("id")
    assert [refund.amount for refund in refunds] == [yuan("200000.00"), yuan("3000000.00")]
    assert verbs(events)[-1] == "round.failed"
    assert told(events[-1]) == {founder.id}
    assert not Vehicle.objects.exists()


def test_an_open_raise_without_a_lead_ends_and_offers_lapse(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    amount = yuan("2000000.00")
    offer = LeadOffer.make(
        round_id=row.id,
        investor_id=lead.id,
        pledge=Pledge(amount=amount),
        deposit=deposit_of(amount),
        carry=Decimal("0.15"),
        funding_determination_id=None,
        now=NOW,
    )
    with recorded() as events:
        fail_round(actor=PLATFORM, now=day_after_the_last(), round_id=row.id)
    offer.refresh_from_db()
    assert offer.state == "lapsed"
    assert verbs(events) == ["lead.lapsed", "round.failed"]
    assert told(events[0]) == {lead.id}


def test_a_raise_does_not_fail_on_its_last_day(founder: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    with nothing_changes(*EVERYTHING), pytest.raises(NotFailed):
        fail_round(actor=PLATFORM, now=NOW, round_id=row.id)


def test_a_raise_that_reached_its_minimum_does_not_fail(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    with nothing_changes(*EVERYTHING), pytest.raises(NotFailed):
        fail_round(actor=PLATFORM, now=day_after_the_last(), round_id=row.id)


@pytest.mark.parametrize("state", [RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED])
def test_what_was_never_open_does_not_fail(founder: Persona, state: RoundState):
    row = make_round(founder, state=state)
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        fail_round(actor=PLATFORM, now=day_after_the_last(), round_id=row.id)


def test_nobody_but_the_platform_says_so(founder: Persona, officer: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    for persona in (founder, officer):
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(NotAuthorised):
            fail_round(actor=actor, now=day_after_the_last(), round_id=row.id)
