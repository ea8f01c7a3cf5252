"""Until somebody has called back, an investor who has paid may rescind and gets everything back."""

from datetime import datetime, timedelta

import pytest

from crowdfund.kernel.errors import NotAuthorised, NotFound
from crowdfund.ledger.queries import inspect
from deals.actions.close_round import close_round
from deals.actions.rescind_subscription import rescind_subscription
from deals.actions.unwind_subscription import NothingToRescind
from deals.models import Payment, Round, RoundCapacity, Subscription
from deals.queries import rooms_that_disagree
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW
from tests.factories.leads import room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, Payment, RoundCapacity, Round)
LATER = NOW + timedelta(days=9)


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise whose lead and follower have paid and were not called back; somebody else has not paid yet."""
    parts = [Part.uncalled(lead, "1000000.00"), Part.uncalled(follower, "4000000.00")]
    return make_led_round(founder, [*parts, Part.of(make_user("late@example.com"), "1000000.00", paid="0")])


def of(row: Round, persona: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor_id=persona.id)


@pytest.mark.parametrize("now", [NOW, LATER])
def test_inside_the_cooling_off_and_after_it_everything_goes_back(
    row: Round, founder: Persona, follower: Persona, now: datetime
):
    before = room_of(row)
    with recorded() as events:
        rescind_subscription(actor=follower.actor, now=now, subscription_id=of(row, follower).id)
    assert of(row, follower).state == "refunding"
    refund = Payment.objects.get(purpose="refund")
    assert (refund.amount, refund.subscription_id) == (of(row, follower).amount, of(row, follower).id)
    assert room_of(row) == (before[0] + 400_000_000, before[1] + 1)
    assert verbs(events) == ["subscription.rescinded", "subscription.refunding"]
    assert [told(event) for event in events] == [{founder.id}, {follower.id}]
    assert rooms_that_disagree() == []
    assert inspect().fault is None


def test_a_lead_who_rescinds_ends_the_raise_for_everybody(
    row: Round, founder: Persona, lead: Persona, follower: Persona
):
    with recorded() as events:
        rescind_subscription(actor=lead.actor, now=NOW, subscription_id=of(row, lead).id)
    ended = Round.objects.get(id=row.id)
    assert (ended.state, ended.ended_at) == ("failed", NOW)
    states = dict(Subscription.objects.filter(round=row).values_list("investor__email", "state"))
    assert states == {lead.user.email: "refunding", follower.user.email: "refunding", "late@example.com": "cancelled"}
    assert {each.amount for each in Payment.objects.filter(purpose="refund")} == {
        of(row, lead).amount,
        of(row, follower).amount,
    }
    assert verbs(events)[0] == "subscription.rescinded"
    assert verbs(events)[-1] == "round.lost_its_lead"
    assert told(events[-1]) == {founder.id}


def test_after_the_call_back_the_contract_stands(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00")])
    subscription, actor = of(row, follower), follower.actor
    with nothing_changes(*ROWS), pytest.raises(NothingToRescind):
        rescind_subscription(actor=actor, now=NOW, subscription_id=subscription.id)


def test_what_is_not_paid_in_full_is_not_rescinded(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00", paid="100000.00"), Part.of(follower, "4000000.00")])
    subscription, actor = of(row, lead), lead.actor
    with nothing_changes(*ROWS), pytest.raises(NothingToRescind):
        rescind_subscription(actor=actor, now=NOW, subscription_id=subscription.id)


def test_it_is_rescinded_once_and_never_after_the_closing(
    row: Round, founder: Persona, lead: Persona, follower: Persona
):
    subscription, actor = of(row, follower), follower.actor
    rescind_subscription(actor=actor, now=NOW, subscription_id=subscription.id)
    with nothing_changes(*ROWS), pytest.raises(NothingToRescind):
        rescind_subscription(actor=actor, now=NOW, subscription_id=subscription.id)
    closed = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    close_round(actor=founder.actor, now=NOW, round_id=closed.id)
    allocated = of(closed, follower)
    with nothing_changes(*ROWS), pytest.raises(NothingToRescind):
        rescind_subscription(actor=actor, now=NOW, subscription_id=allocated.id)


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("officer", NotAuthorised), ("lead", NotFound), ("stranger", NotFound)],
)
def test_only_its_investor_rescinds(row: Round, personas: dict[str, Persona], persona: str, error: type[Exception]):
    subscription, actor = of(row, personas["follower"]), personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(error):
        rescind_subscription(actor=actor, now=NOW, subscription_id=subscription.id)
