"""Letting a subscription go is a part of other verbs and needs their transaction."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.kernel.errors import IllegalMove
from deals.actions.release_subscription import release_subscription
from deals.core.states import RoundState
from deals.models import RoundCapacity, Subscription
from tests.events import nothing_changes
from tests.factories.deals import NOW, company_of, make_round
from tests.factories.leads import CUSTODIAN, make_accepted_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def subscription(founder: Persona, lead: Persona) -> Subscription:
    """The lead's, without any money."""
    row = make_round(founder, state=RoundState.OPEN)
    make_accepted_offer(row, founder, lead)
    return Subscription.objects.get(round=row)


def test_outside_of_a_transaction_nothing_is_let_go(subscription: Subscription, founder: Persona):
    with nothing_changes(Subscription, RoundCapacity), pytest.raises(OutsideWork):
        release_subscription(subscription, organisation_id=company_of(founder).id)


def test_it_is_let_go_once(subscription: Subscription, founder: Persona):
    organisation_id = company_of(founder).id
    with unit_of_work(actor=CUSTODIAN, now=NOW):
        release_subscription(subscription, organisation_id=organisation_id)
    with (
        nothing_changes(Subscription, RoundCapacity),
        pytest.raises(IllegalMove),
        unit_of_work(actor=CUSTODIAN, now=NOW),
    ):
        release_subscription(subscription, organisation_id=organisation_id)
