"""An officer records a listing, and the vehicle's shares are locked as the rulebook says."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from compliance.core.facts import Board, HolderPart
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.kernel.days import add_months
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound, StepUpRequired
from crowdfund.sweeps.models import Effect
from deals.models import Vehicle
from exits.actions.record_listing import ListedAlready, record_listing
from exits.models import ListingEvent, Lot
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import LISTED
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ListingEvent, Lot, Determination, Effect)


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """A closed raise with two holders."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


@pytest.mark.parametrize(("part", "months"), [(HolderPart.OTHER, 12), (HolderPart.CONTROLLER, 36)])
def test_the_lot_is_locked_for_the_months_of_its_holder(
    vehicle: Vehicle,
    founder: Persona,
    lead: Persona,
    follower: Persona,
    officer: Persona,
    part: HolderPart,
    months: int,
):
    with recorded() as events:
        lot_id = record_listing(
            actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=replace(LISTED, part=part)
        )
    assert isinstance(lot_id, UUID)
    lot = Lot.objects.get(id=lot_id)
    assert (lot.state, lot.shares, lot.acquired_on) == ("locked", 10_000_000, TODAY)
    assert lot.first_free_on == add_months(TODAY, months)
    assert lot.determination.verdict == "DENY"
    assert verbs(events) == ["lot.locked"]
    assert told(events[0]) == {founder.id, lead.id, follower.id}


def test_a_board_that_the_book_does_not_know_is_refused_and_kept(vehicle: Vehicle, officer: Persona):
    terms = replace(LISTED, board=Board.BSE)
    with recorded() as events:
        done = record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=terms)
    assert isinstance(done, Refused)
    assert verbs(events) == ["listing.refused"]
    assert not ListingEvent.objects.exists()


def test_a_listing_is_recorded_once(vehicle: Vehicle, officer: Persona):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    with nothing_changes(*EVERYTHING), pytest.raises(ListedAlready):
        record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"listed_on": TODAY + timedelta(days=1)}, "/listed_on"),
        ({"listed_on": TODAY - timedelta(days=1)}, "/listed_on"),
        ({"shares": 0}, "/shares"),
        ({"evidence": " "}, "/evidence"),
    ],
)
def test_what_can_not_be_is_named(vehicle: Vehicle, officer: Persona, change: dict[str, Any], pointer: str):
    with nothing_changes(*EVERYTHING), pytest.raises(Invalid) as refused:
        record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=replace(LISTED, **change))
    assert [error.pointer for error in refused.value.errors] == [pointer]


def test_only_officers_with_a_fresh_second_factor_record(
    vehicle: Vehicle, founder: Persona, lead: Persona, stranger: Persona, auditor: Persona, officer: Persona
):
    denied = [
        (founder, NotAuthorised),
        (lead, NotAuthorised),
        (auditor, NotAuthorised),
        (stranger, NotFound),
        (officer.step_down(), StepUpRequired),
    ]
    for persona, error in denied:
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            record_listing(actor=actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
