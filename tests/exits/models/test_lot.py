"""What the database refuses of listings and lots, whoever asks."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from exits.actions.record_listing import record_listing
from exits.models import ListingEvent, Lot
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import NOW
from tests.factories.exits import LISTED
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(founder: Persona, lead: Persona, follower: Persona, officer: Persona) -> Lot:
    """A locked lot."""
    vehicle = make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    return Lot.objects.get()


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ("state = 'sold'", "lot_state_is_a_word"),
        ("part = 'friend'", "lot_part_is_a_word"),
        ("shares = 0", "lot_has_shares"),
        ("first_free_on = acquired_on - 1", "lot_is_locked_after_it_was_got"),
        ("state = 'free'", "lot_free_has_its_instant"),
    ],
)
def test_a_lot_that_can_not_be(lot: Lot, change: str, constraint: str):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE exits_lot SET {change} WHERE id = %s", [lot.id])


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"board": "moon"}, "listing_board_is_a_word"), ({"evidence": ""}, "listing_has_evidence")],
)
def test_a_listing_that_can_not_be(lot: Lot, change: dict[str, str], constraint: str):
    values = {field.attname: getattr(lot.listing, field.attname) for field in ListingEvent._meta.fields}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ListingEvent(**{**values, "id": lot.id, **change}).save(force_insert=True)


def test_a_listing_stays_as_it_was_recorded(lot: Lot):
    with pytest.raises(DatabaseError), transaction.atomic():
        ListingEvent.objects.filter(id=lot.listing_id).update(evidence="Another.")
