"""The way out by API: open, choose, settle, read the statement; record a listing and read the lot."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crowdfund.db.clock import business_now
from deals.models import Vehicle
from exits.models import ExitWindow, Lot
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import TODAY
from tests.personas import Persona

pytestmark = pytest.mark.django_db

WINDOW = {
    "buyer": "New Capital",
    "buyer_consents": True,
    "completion_post_money": "50000000.00",
    "pre_money": "150000000.00",
    "capacity_units": 100_000_000,
    "closes_on": str(TODAY + timedelta(days=10)),
}
LISTING = {"board": "main", "listed_on": str(TODAY), "part": "other", "shares": 1_000, "evidence": "Announcement."}


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """A closed raise with two holders."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


def test_half_is_sold_and_stated(founder: Persona, follower: Persona, vehicle: Vehicle):
    opened = founder.send(reverse("api_round_exit_windows", args=[vehicle.round_id]), WINDOW)
    assert (opened.status_code, opened.json()["unit_price"]) == (201, "3.0000")
    address = opened["Location"]
    chosen = follower.send(f"{address}/elect", {"portion": 50})
    assert (chosen.status_code, chosen.json()["units_requested"]) == (200, 150_000_000)
    early = founder.send(f"{address}/settle")
    assert (early.status_code, early.json()["code"]) == (409, "exit_window_not_over")
    ExitWindow.objects.update(closes_on=business_now().date() - timedelta(days=2))
    assert founder.send(f"{address}/settle").json()["state"] == "settled"
    statement = follower.api.get(f"{address}/statement").json()
    assert (statement["units_filled"], statement["proceeds"]) == (100_000_000, "3000000.00")
    assert founder.api.get(f"{address}/statement").status_code == 404


def test_each_wrong_entry_is_named(founder: Persona, vehicle: Vehicle):
    address = reverse("api_round_exit_windows", args=[vehicle.round_id])
    answer = founder.send(address, {**WINDOW, "pre_money": "49000000.00", "buyer_consents": False})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/pre_money", "/buyer_consents"}


def test_a_listing_locks_and_the_lot_is_read(officer: Persona, follower: Persona, vehicle: Vehicle):
    address = reverse("api_round_listing", args=[vehicle.round_id])
    refused = officer.send(address, {**LISTING, "board": "bse"})
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    recorded = officer.send(address, LISTING)
    assert (recorded.status_code, recorded.json()["state"]) == (201, "locked")
    (lot,) = follower.api.get(reverse("api_lots")).json()["results"]
    assert lot["first_free_date"] == str(Lot.objects.get().first_free_on)
