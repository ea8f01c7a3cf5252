"""A company declines who offers to lead."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.decline_lead_offer import decline_lead_offer
from deals.core.states import RoundState
from deals.models import LeadOffer
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, make_round
from tests.factories.leads import make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_declined_offer_ends_and_its_investor_is_told(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead)
    with recorded() as events:
        decline_lead_offer(actor=founder.actor, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=offer.id).state == "declined"
    assert verbs(events) == ["lead.declined"]
    assert (events[0].before, events[0].after) == (
        {"state": "offered"},
        {"state": "declined", "round": str(row.id)},
    )
    assert told(events[0]) == {lead.id}


def test_what_was_accepted_is_not_declined(founder: Persona, lead: Persona):
    offer, actor = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead), founder.actor
    with nothing_changes(LeadOffer), pytest.raises(IllegalMove):
        decline_lead_offer(actor=actor, now=NOW, offer_id=offer.id)


@pytest.mark.parametrize(
    ("persona", "error"),
    [("lead", NotAuthorised), ("officer", NotAuthorised), ("follower", NotFound), ("stranger", NotFound)],
)
def test_only_the_company_declines(personas: dict[str, Persona], persona: str, error: type[Exception]):
    offer = make_offer(make_round(personas["founder"], state=RoundState.OPEN), personas["lead"])
    actor = personas[persona].actor
    with nothing_changes(LeadOffer), pytest.raises(error):
        decline_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
