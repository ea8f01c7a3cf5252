"""The way out by API: propose, consent, choose, allocate, pay, read the statement; record a listing, read the lot."""

from datetime import timedelta

import pytest
from django.urls import reverse

from crowdfund.db.clock import business_now
from deals.models import Vehicle
from exits.models import ExitElection, ExitWindow, Lot
from tests.factories.deals import TODAY
from tests.factories.exits import make_proposal, money_has_come, proceeds_of, purchase_of
from tests.factories.leads import certify
from tests.personas import Persona

pytestmark = pytest.mark.django_db

WINDOW = {
    "buyer_name": "New Capital",
    "buyer_email": "bai@example.com",
    "completion_post_money": "50000000.00",
    "pre_money": "150000000.00",
    "proposed_units": 400_000_000,
    "closes_on": str(TODAY + timedelta(days=10)),
}
LISTING = {"board": "main", "listed_on": str(TODAY), "part": "other", "shares": 1_000, "evidence": "Announcement."}


def test_half_is_sold_paid_and_stated(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    certify(buyer)
    proposed = founder.send(reverse("api_round_exit_windows", args=[vehicle.round_id]), WINDOW)
    assert (proposed.status_code, proposed.json()["state"], proposed.json()["unit_price"]) == (
        201,
        "proposed",
        "0.0300",
    )
    address = proposed["Location"]
    assert follower.send(f"{address}/elect", {"portion": 50}).status_code == 404
    assert founder.send(f"{address}/consent", {"capacity_units": 1}).status_code == 403
    opened = buyer.send(f"{address}/consent", {"capacity_units": 100_000_000})
    assert (opened.status_code, opened.json()["state"], opened.json()["capacity_units"]) == (200, "open", 100_000_000)
    chosen = follower.send(f"{address}/elect", {"portion": 50})
    assert (chosen.status_code, chosen.json()["units_requested"]) == (200, 150_000_000)
    early = founder.send(f"{address}/allocate")
    assert (early.status_code, early.json()["code"]) == (409, "exit_window_not_over")
    ExitWindow.objects.update(closes_on=business_now().date() - timedelta(days=2))
    assert founder.send(f"{address}/allocate").json()["state"] == "allocated"
    waiting = follower.api.get(f"{address}/statement").json()
    assert (waiting["units_filled"], waiting["units_cut_back"], waiting["units_sold"]) == (
        100_000_000,
        50_000_000,
        None,
    )
    (due,) = buyer.api.get(reverse("api_payments")).json()["results"]
    assert (due["purpose"], due["amount"], due["subscription"]) == ("purchase", "3000000.00", None)
    money_has_come(purchase_of(ExitWindow.objects.get()), now=business_now())
    assert buyer.api.get(address).json()["state"] == "settled"
    money_has_come(proceeds_of(ExitElection.objects.get(holder_id=follower.id)), now=business_now())
    statement = follower.api.get(f"{address}/statement").json()
    assert (statement["units_sold"], statement["unit_price"], statement["proceeds"]) == (
        100_000_000,
        "0.0300",
        "3000000.00",
    )
    assert statement["paid_at"]
    for persona in (founder, buyer):
        assert persona.api.get(f"{address}/statement").status_code == 404


def test_an_investor_who_declines_opens_nothing(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    address = reverse("api_exit_window", args=[window.id])
    assert buyer.send(f"{address}/decline").json()["state"] == "declined"
    again = buyer.send(f"{address}/consent", {"capacity_units": 1})
    assert (again.status_code, again.json()["code"]) == (409, "illegal_move")


def test_each_wrong_entry_is_named(founder: Persona, vehicle: Vehicle):
    address = reverse("api_round_exit_windows", args=[vehicle.round_id])
    answer = founder.send(address, {**WINDOW, "pre_money": "49000000.00"})
    assert answer.status_code == 422
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/pre_money", "/buyer_email"}


def test_a_listing_locks_and_the_lot_is_read(officer: Persona, follower: Persona, vehicle: Vehicle):
    address = reverse("api_round_listing", args=[vehicle.round_id])
    refused = officer.send(address, {**LISTING, "board": "bse"})
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    recorded = officer.send(address, LISTING)
    assert (recorded.status_code, recorded.json()["state"]) == (201, "locked")
    (lot,) = follower.api.get(reverse("api_lots")).json()["results"]
    assert lot["first_free_date"] == str(Lot.objects.get().first_free_on)
