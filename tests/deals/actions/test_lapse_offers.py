"""When a raise ends, open offers to lead it lapse and decided ones stay as they are."""

from decimal import Decimal

import pytest

from crowdfund.db.work import unit_of_work
from deals.actions.lapse_offers import lapse_offers
from deals.core.lead import Pledge, deposit_of
from deals.core.states import OfferState, RoundState
from deals.models import LeadOffer
from tests.events import recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW, company_of, make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("state", "after"),
    [(OfferState.OFFERED, "lapsed"), (OfferState.DECLINED, "declined"), (OfferState.WITHDRAWN, "withdrawn")],
)
def test_only_open_offers_lapse(founder: Persona, lead: Persona, state: OfferState, after: str):
    row, amount = make_round(founder, state=RoundState.OPEN), yuan("2000000.00")
    offer = LeadOffer.make(
        round_id=row.id,
        investor_id=lead.id,
        pledge=Pledge(amount=amount),
        deposit=deposit_of(amount),
        carry=Decimal(0),
        funding_determination_id=None,
        now=NOW,
    )
    offer.end(state=state)
    with recorded() as events, unit_of_work(actor=PLATFORM, now=NOW):
        lapse_offers(round_id=row.id, organisation_id=company_of(founder).id)
    offer.refresh_from_db()
    assert offer.state == after
    assert verbs(events) == (["lead.lapsed"] if after == "lapsed" else [])
    assert all(told(event) == {lead.id} for event in events)
