"""Undoing a paid subscription is a part of other verbs and needs their transaction."""

import pytest

from crowdfund.db.work import OutsideWork
from deals.actions.unwind_subscription import unwind_subscription
from deals.models import Payment, Round, RoundCapacity, Subscription
from tests.events import nothing_changes
from tests.factories.closing import Part, make_led_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_outside_of_a_transaction_nothing_is_undone(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00"), Part.uncalled(follower, "4000000.00")])
    subscription = Subscription.objects.get(round=row, investor_id=follower.id)
    with nothing_changes(Subscription, RoundCapacity, Payment, Round), pytest.raises(OutsideWork):
        unwind_subscription(subscription, row=row)
