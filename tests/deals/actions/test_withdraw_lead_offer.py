"""An investor takes their offer to lead back, as long as nobody has answered it."""

import pytest

from crowdfund.accounts.actions.revoke_role import revoke_role
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.core.states import RoundState
from deals.models import LeadOffer
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import NOW, make_round
from tests.factories.leads import make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_withdrawn_offer_ends_and_the_company_is_told(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead)
    with recorded() as events:
        withdraw_lead_offer(actor=lead.actor, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=offer.id).state == "withdrawn"
    assert verbs(events) == ["lead.withdrawn"]
    assert events[0].after == {"state": "withdrawn", "round": str(row.id)}
    assert told(events[0]) == {founder.id}


def test_whoever_is_an_investor_no_more_may_still_withdraw(founder: Persona, lead: Persona, operator: Persona):
    offer = make_offer(make_round(founder, state=RoundState.OPEN), lead)
    revoke_role(actor=operator.actor, now=NOW, user_id=lead.id, role=Role.INVESTOR)
    withdraw_lead_offer(actor=lead.actor, now=NOW, offer_id=offer.id)
    assert LeadOffer.objects.get(id=offer.id).state == "withdrawn"


def test_what_was_accepted_is_not_withdrawn(founder: Persona, lead: Persona):
    offer, actor = make_accepted_offer(make_round(founder, state=RoundState.OPEN), founder, lead), lead.actor
    with nothing_changes(LeadOffer), pytest.raises(IllegalMove):
        withdraw_lead_offer(actor=actor, now=NOW, offer_id=offer.id)


@pytest.mark.parametrize(
    ("persona", "error"),
    [("founder", NotAuthorised), ("officer", NotAuthorised), ("follower", NotFound), ("stranger", NotFound)],
)
def test_nobody_else_withdraws_it(personas: dict[str, Persona], persona: str, error: type[Exception]):
    offer = make_offer(make_round(personas["founder"], state=RoundState.OPEN), personas["lead"])
    actor = personas[persona].actor
    with nothing_changes(LeadOffer), pytest.raises(error):
        withdraw_lead_offer(actor=actor, now=NOW, offer_id=offer.id)
