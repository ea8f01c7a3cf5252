"""What an exit moves, the room below still counts right: `manage.py deals check` at each step."""

import pytest

from deals.models import Vehicle
from deals.queries import compare_counters
from exits.models import ExitElection
from exits.queries import count_waiting_for_buyer, sale_of
from tests.factories.exits import AFTERWARDS, make_allocation, make_window, money_has_come, proceeds_of, purchase_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _astray() -> list[object]:
    return [key for comparison in compare_counters(as_of=AFTERWARDS) for key in comparison.astray]


def test_counters_agree_before_the_money_with_it_and_after_the_proceeds(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_allocation(founder, buyer, vehicle, [lead, follower])
    assert _astray() == []
    money_has_come(purchase_of(window))
    assert _astray() == []
    for election in ExitElection.objects.all():
        money_has_come(proceeds_of(election))
        assert _astray() == []


def test_what_is_sold_together_is_known_once_it_is_allocated(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    assert sale_of(make_window(founder, buyer, vehicle)) is None


def test_what_is_sold_together_is_what_the_buyer_pays(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_allocation(founder, buyer, vehicle, [lead, follower])
    sale = sale_of(window)
    assert sale is not None
    assert (sale.units, sale.proceeds) == (100_000_000, purchase_of(window).amount)


def test_the_buyer_is_told_on_each_page_how_much_waits(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    assert count_waiting_for_buyer(buyer.actor) == 0
    window = make_allocation(founder, buyer, vehicle, [follower])
    assert (count_waiting_for_buyer(buyer.actor), count_waiting_for_buyer(follower.actor)) == (1, 0)
    money_has_come(purchase_of(window))
    assert count_waiting_for_buyer(buyer.actor) == 0
