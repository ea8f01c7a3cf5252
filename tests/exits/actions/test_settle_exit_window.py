"""Units and money of a next-round exit move together, once."""

from datetime import timedelta

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.models import Entry
from crowdfund.ledger.queries import accounts_of, balances, inspect
from deals.models import Vehicle
from deals.queries import cap_table_of
from exits.actions.elect_exit import elect_exit
from exits.actions.settle_exit_window import UnitsGone, WindowNotOver, settle_exit_window, settle_windows
from exits.core.next_round import Portion
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_window
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection, Entry)


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    """Lead 2,000,000, follower 3,000,000 yuan: 500,000,000 units."""
    return make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])


def _units(vehicle: Vehicle) -> dict[object, int]:
    return {line.holder_id: line.units for line in cap_table_of(vehicle, as_of=AFTERWARDS).lines}


def test_below_the_capacity_everybody_gets_what_they_asked_for(
    founder: Persona, lead: Persona, follower: Persona, vehicle: Vehicle
):
    window = make_window(founder, vehicle, capacity_units=400_000_000)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.HALF)
    with recorded() as events:
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    sold = ExitElection.objects.get(holder_id=follower.id)
    kept = ExitElection.objects.get(holder_id=lead.id)
    assert (sold.units_filled, sold.proceeds.as_text()) == (150_000_000, "4500000.00")
    assert (kept.units_filled, kept.proceeds.as_text()) == (0, "0.00")
    assert _units(vehicle) == {lead.id: 200_000_000, follower.id: 150_000_000, window.id: 150_000_000}
    assert verbs(events) == ["exit_window.settled"]
    assert told(events[0]) == {founder.id, lead.id, follower.id}
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.settled_at) == ("settled", AFTERWARDS)


def test_above_the_capacity_everybody_is_cut_back(founder: Persona, lead: Persona, follower: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle, capacity_units=100_000_001)
    for persona, later in ((follower, 2), (lead, 1)):
        at = NOW + timedelta(minutes=later)
        elect_exit(actor=persona.actor, now=at, window_id=window.id, portion=Portion.ALL)
    settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    filled = dict(ExitElection.objects.values_list("holder_id", "units_filled"))
    assert filled == {follower.id: 60_000_001, lead.id: 40_000_000}
    assert sum(_units(vehicle).values()) == vehicle.units


def test_what_the_buyer_owes_is_what_sellers_are_owed(founder: Persona, follower: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    election = ExitElection.objects.get(holder_id=follower.id)
    held = {}
    for owner in (Owner("exit_window", window.id), Owner("exit_election", election.id)):
        for id_ in accounts_of(owner).values():
            held[owner.kind] = balances(account_ids=[id_], as_of=AFTERWARDS)[id_].amount
    assert held == {"exit_window": 300_000_000, "exit_election": -300_000_000}
    assert inspect().fault is None


def test_a_window_in_which_nobody_leaves_is_settled_without_an_entry(founder: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    before = Entry.objects.count()
    settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    assert Entry.objects.count() == before
    assert set(ExitElection.objects.values_list("units_filled", flat=True)) == {0}


def test_nothing_is_settled_before_the_window_is_over(founder: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    last_day = AFTERWARDS - timedelta(days=1)
    for actor in (PLATFORM, founder.actor):
        with nothing_changes(*EVERYTHING), pytest.raises(WindowNotOver):
            settle_exit_window(actor=actor, now=last_day, window_id=window.id)


def test_a_window_is_settled_once(founder: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    settle_exit_window(actor=founder.actor, now=AFTERWARDS, window_id=window.id)
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)


def test_units_that_are_gone_are_not_sold(founder: Persona, follower: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    ExitElection.objects.filter(holder_id=follower.id).update(units_held=400_000_000, portion=100)
    ExitWindow.objects.filter(id=window.id).update(capacity_units=400_000_000)
    with nothing_changes(*EVERYTHING), pytest.raises(UnitsGone):
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)


def test_holders_officers_and_strangers_do_not_settle(
    founder: Persona, follower: Persona, officer: Persona, stranger: Persona, vehicle: Vehicle
):
    window = make_window(founder, vehicle)
    for persona, error in ((follower, NotAuthorised), (officer, NotAuthorised), (stranger, NotFound)):
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            settle_exit_window(actor=actor, now=AFTERWARDS, window_id=window.id)


def test_the_sweep_settles_what_is_over_once(founder: Persona, vehicle: Vehicle):
    window = make_window(founder, vehicle)
    early, late = legal_day(NOW), legal_day(AFTERWARDS)
    assert settle_windows(actor=PLATFORM, now=AFTERWARDS, day=early, keys=[window.id]) == 0
    assert settle_windows(actor=PLATFORM, now=AFTERWARDS, day=late, keys=[window.id]) == 1
    assert settle_windows(actor=PLATFORM, now=AFTERWARDS, day=late, keys=[window.id]) == 0
