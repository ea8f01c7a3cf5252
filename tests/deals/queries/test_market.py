"""What belongs to a raise on the officers' board: standing offers to lead, and the vehicle."""

from datetime import timedelta

import pytest

from compliance.core.outcome import Outcome
from compliance.queries.heat import heat_of
from crowdfund.db.events import Subject
from deals.core.states import OfferState, RoundState
from deals.models import LeadOffer
from deals.queries import parts_of_rounds
from tests.factories.closing import Part, make_vehicle
from tests.factories.compliance import make_determination
from tests.factories.deals import NOW, make_round
from tests.factories.leads import make_offer

pytestmark = pytest.mark.django_db


def test_an_offer_to_lead_stands_in_the_column_of_its_raise_while_it_stands(founder, lead, officer):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_offer(row, lead)
    about = Subject(kind="lead_offer", id=offer.id)
    found = make_determination(lead.actor, Outcome.WARN, about=about, now=NOW + timedelta(days=1))
    heat = heat_of(officer.actor)
    assert [(deal.key[1], deal.name) for deal in heat.deals] == [(row.id, row.title)]
    assert heat.cells["made.up_0", ("round", row.id)].determination_id == found.id
    LeadOffer.objects.filter(id=offer.id).update(state=OfferState.WITHDRAWN)
    assert "made.up_0" not in heat_of(officer.actor).rules


def test_a_vehicle_belongs_to_its_raise(founder, lead, follower):
    vehicle = make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    (offer_id,) = LeadOffer.objects.filter(round_id=vehicle.round_id).values_list("id", flat=True)
    assert parts_of_rounds([vehicle.round_id]) == {
        ("lead_offer", offer_id): vehicle.round_id,
        ("vehicle", vehicle.id): vehicle.round_id,
    }
