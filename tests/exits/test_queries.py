"""What an exit moves, the room below still counts right: `manage.py deals check` at each step."""

from datetime import date, timedelta

import pytest

from compliance.core.duties import Span
from crowdfund.kernel.days import add_months
from deals.models import Vehicle
from deals.queries import compare_counters
from exits.actions.record_listing import record_listing
from exits.models import ExitElection
from exits.queries import (
    count_waiting_for_buyer,
    lots_that_become_free,
    sale_of,
    windows_that_close,
    windows_that_fall_due,
)
from tests.factories.deals import NOW, TODAY
from tests.factories.exits import (
    AFTERWARDS,
    LISTED,
    make_allocation,
    make_window,
    money_has_come,
    proceeds_of,
    purchase_of,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db
ALL = Span(first=date.min, last=TODAY + timedelta(days=800), today=TODAY)


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


def test_an_open_window_closes_for_holders_buyer_and_company(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, stranger: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle)
    for person in (founder, lead, follower, buyer):
        (due,) = windows_that_close(person.actor, ALL)
        assert (due.on, due.args, due.about) == (window.closes_on, (window.id,), vehicle.name)
    assert list(windows_that_close(stranger.actor, ALL)) == []
    assert list(windows_that_fall_due(buyer.actor, ALL)) == []


def test_an_allocated_window_is_to_be_paid(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_allocation(founder, buyer, vehicle, [lead, follower])
    assert list(windows_that_close(buyer.actor, ALL)) == []
    (due,) = windows_that_fall_due(buyer.actor, ALL)
    assert (due.on, due.page) == (window.pay_by, "exit_window")
    money_has_come(purchase_of(window))
    assert list(windows_that_fall_due(buyer.actor, ALL)) == []


def test_locked_shares_become_free_for_holders_and_company(
    founder: Persona, lead: Persona, officer: Persona, stranger: Persona, vehicle: Vehicle
):
    record_listing(actor=officer.actor, now=NOW, round_id=vehicle.round_id, terms=LISTED)
    for person in (founder, lead):
        (free,) = lots_that_become_free(person.actor, ALL)
        assert (free.on, free.about, free.args) == (add_months(TODAY, 12), vehicle.name, (vehicle.round_id,))
    assert list(lots_that_become_free(stranger.actor, ALL)) == []
