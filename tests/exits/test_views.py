"""The way out by page: what holders, the company and officers see and may start."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crowdfund.db.clock import business_now
from deals.models import Vehicle
from exits.actions.record_listing import record_listing
from exits.models import ExitElection, ExitWindow
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import LISTED, make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """A closed raise with two holders."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


def test_the_list_says_what_each_may_start(founder: Persona, officer: Persona, follower: Persona, vehicle: Vehicle):
    new_window = reverse("exit_window_new", args=[vehicle.round_id])
    listing = reverse("listing_new", args=[vehicle.round_id])
    for persona, links in ((founder, {new_window}), (officer, {listing}), (follower, set())):
        page = persona.client.get(reverse("exit_windows")).content.decode()
        assert {link for link in (new_window, listing) if link in page} == links


def test_a_holder_chooses_and_reads_the_statement(founder: Persona, follower: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    page = reverse("exit_window", args=[window.id])
    assert follower.submit(reverse("exit_elect", args=[window.id]), {"portion": "100"})["Location"] == page
    assert ExitElection.objects.get(holder_id=follower.id).portion == 100
    ExitWindow.objects.update(closes_on=business_now().date() - timedelta(days=2))
    assert founder.submit(reverse("exit_settle", args=[window.id])).status_code == 303
    statement = follower.client.get(page).content.decode()
    assert "3,000,000.00" in statement
    assert reverse("exit_elect", args=[window.id]) not in statement


def test_a_wrong_entry_is_shown_with_the_form(founder: Persona, vehicle: Vehicle):
    answer = founder.submit(
        reverse("exit_window_new", args=[vehicle.round_id]),
        {
            "buyer": "New Capital",
            "completion_post_money": "50000000.00",
            "pre_money": "150000000.00",
            "capacity_units": "1",
            "closes_on": str(TODAY),
        },
    )
    assert answer.status_code == 422
    assert "New Capital" in answer.content.decode()
    assert not ExitWindow.objects.exists()


def test_lots_are_shown_to_holders_with_their_release(officer: Persona, follower: Persona, vehicle: Vehicle):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    assert "10,000,000" in follower.client.get(reverse("exit_windows")).content.decode()
