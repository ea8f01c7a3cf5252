"""tests / exits: a closed raise with two holders."""

import pytest

from deals.models import Vehicle
from tests.factories.closing import Part, make_vehicle
from tests.personas import Persona


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """Lead 2,000,000, follower 3,000,000 yuan: 500,000,000 units."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
