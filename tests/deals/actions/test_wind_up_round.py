"""Winding a raise up is a part of other verbs and needs their transaction."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.wind_up_round import wind_up
from deals.core.states import RoundState
from deals.models import Payment, Round, Subscription
from tests.events import nothing_changes, recorded, verbs
from tests.factories.closing import PLATFORM, Part, make_led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_outside_of_a_transaction_nothing_ends(founder: Persona, lead: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00")])
    with nothing_changes(Subscription, Payment, Round), pytest.raises(OutsideWork):
        wind_up(row, [], state=RoundState.FAILED, verb="round.failed")


def test_the_verb_says_why_it_ended(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00", paid="0")])
    subscriptions = list(Subscription.objects.filter(round=row).order_by("id"))
    with recorded() as events, unit_of_work(actor=PLATFORM, now=NOW):
        wind_up(row, subscriptions, state=RoundState.FAILED, verb="round.lost_its_lead")
    assert verbs(events) == ["subscription.refunding", "subscription.cancelled", "round.lost_its_lead"]
    assert Round.objects.get(id=row.id).state == "failed"
