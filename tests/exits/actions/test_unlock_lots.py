"""Lots become free on their first free day, once."""

from datetime import timedelta

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.models import Effect
from deals.models import Vehicle
from exits.actions.record_listing import record_listing
from exits.actions.unlock_lots import unlock_lots
from exits.models import Lot
from exits.queries import lots_to_unlock
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import LISTED
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """A closed raise with two holders."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


def test_the_sweep_unlocks_on_the_first_free_day_once(
    vehicle: Vehicle, founder: Persona, lead: Persona, follower: Persona, officer: Persona
):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    lot = Lot.objects.get()
    later = NOW + (lot.first_free_on - TODAY)
    day = legal_day(later)
    before = day - timedelta(days=1)
    assert lots_to_unlock(day=before, now=later, after=None, limit=5) == []
    assert unlock_lots(actor=PLATFORM, now=later, day=before, keys=[lot.id]) == 0
    assert lots_to_unlock(day=day, now=later, after=None, limit=5) == [lot.id]
    with recorded() as events:
        assert unlock_lots(actor=PLATFORM, now=later, day=day, keys=[lot.id]) == 1
        assert unlock_lots(actor=PLATFORM, now=later, day=day, keys=[lot.id]) == 0
    lot.refresh_from_db()
    assert (lot.state, lot.unlocked_at) == ("free", later)
    assert verbs(events) == ["lot.unlocked"]
    assert told(events[0]) == {founder.id, lead.id, follower.id}
    assert Effect.objects.filter(key=f"lot:{lot.id}:unlock").count() == 1


def test_nobody_but_the_platform_unlocks(vehicle: Vehicle, officer: Persona):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    with nothing_changes(Lot, Effect), pytest.raises(NotAuthorised):
        unlock_lots(actor=officer.actor, now=NOW, day=TODAY, keys=[Lot.objects.get().id])
