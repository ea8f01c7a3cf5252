"""After its last day it is fixed who sells how much, and the buyer is asked for the money; no unit moves yet."""

from datetime import timedelta

import pytest

from compliance.core.states import ScreeningState
from compliance.core.verdict import Refused
from compliance.models import Certification, Determination
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound
from crowdfund.ledger.models import Entry
from deals.models import Payment, Vehicle
from deals.queries import cap_table_of
from exits.actions.allocate_exit_window import WindowNotOver, allocate_exit_window, allocate_windows
from exits.actions.elect_exit import elect_exit
from exits.actions.exchange_units import UnitsGone
from exits.core.next_round import Portion
from exits.core.window import DAYS_TO_PAY
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_window, purchase_of
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection, Entry, Payment)


def _units(vehicle: Vehicle) -> dict[object, int]:
    return {line.holder_id: line.units for line in cap_table_of(vehicle, as_of=AFTERWARDS).lines}


def test_below_the_capacity_everybody_gets_what_they_asked_for_and_the_buyer_is_to_pay(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle, proposed_units=400_000_000)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.HALF)
    entries = Entry.objects.count()
    with recorded() as events:
        allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    sold = ExitElection.objects.get(holder_id=follower.id)
    kept = ExitElection.objects.get(holder_id=lead.id)
    assert (sold.units_filled, sold.units_cut_back, sold.proceeds.as_text()) == (150_000_000, 0, "4500000.00")
    assert (sold.units_sold, sold.paid_at) == (None, None)
    assert (kept.units_filled, kept.proceeds.as_text()) == (0, "0.00")
    assert _units(vehicle) == {lead.id: 200_000_000, follower.id: 300_000_000}
    assert Entry.objects.count() == entries
    assert verbs(events) == ["exit_window.allocated"]
    assert told(events[0]) == {founder.id, lead.id, follower.id, buyer.id}
    stored = ExitWindow.objects.get(id=window.id)
    last_day = legal_day(AFTERWARDS) + timedelta(days=DAYS_TO_PAY)
    assert (stored.state, stored.allocated_at, stored.pay_by) == ("allocated", AFTERWARDS, last_day)
    due = purchase_of(window)
    assert (due.party_id, due.amount.as_text(), due.pay_by) == (buyer.id, "4500000.00", last_day)


def test_above_the_capacity_everybody_is_cut_back(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle, proposed_units=100_000_001)
    for persona, later in ((follower, 2), (lead, 1)):
        at = NOW + timedelta(minutes=later)
        elect_exit(actor=persona.actor, now=at, window_id=window.id, portion=Portion.ALL)
    allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    filled = dict(ExitElection.objects.values_list("holder_id", "units_filled"))
    assert filled == {follower.id: 60_000_001, lead.id: 40_000_000}
    assert ExitElection.objects.get(holder_id=lead.id).units_cut_back == 160_000_000


def test_a_window_in_which_nobody_leaves_is_settled_without_money(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle)
    before = Entry.objects.count(), Payment.objects.count()
    with recorded() as events:
        allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    assert (Entry.objects.count(), Payment.objects.count()) == before
    assert set(ExitElection.objects.values_list("units_filled", flat=True)) == {0}
    assert ExitWindow.objects.get(id=window.id).state == "settled"
    assert verbs(events) == ["exit_window.settled"]


def test_nothing_is_allocated_before_the_window_is_over(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle)
    last_day = AFTERWARDS - timedelta(days=1)
    for actor in (PLATFORM, founder.actor):
        with nothing_changes(*EVERYTHING), pytest.raises(WindowNotOver):
            allocate_exit_window(actor=actor, now=last_day, window_id=window.id)


def test_a_window_is_allocated_once(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    allocate_exit_window(actor=founder.actor, now=AFTERWARDS, window_id=window.id)
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)


def test_units_that_are_gone_are_not_sold(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle, proposed_units=400_000_000)
    ExitElection.objects.filter(holder_id=follower.id).update(units_held=400_000_000, portion=100)
    with nothing_changes(*EVERYTHING), pytest.raises(UnitsGone):
        allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)


def test_holders_buyers_officers_and_strangers_do_not_allocate(
    founder: Persona, follower: Persona, buyer: Persona, officer: Persona, stranger: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle)
    refused = ((follower, NotAuthorised), (buyer, NotAuthorised), (officer, NotAuthorised), (stranger, NotFound))
    for persona, error in refused:
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(error):
            allocate_exit_window(actor=actor, now=AFTERWARDS, window_id=window.id)


def test_the_sweep_allocates_what_is_over_once(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    early, late = legal_day(NOW), legal_day(AFTERWARDS)
    assert allocate_windows(actor=PLATFORM, now=AFTERWARDS, day=early, keys=[window.id]) == 0
    assert allocate_windows(actor=PLATFORM, now=AFTERWARDS, day=late, keys=[window.id]) == 1
    assert allocate_windows(actor=PLATFORM, now=AFTERWARDS, day=late, keys=[window.id]) == 0
    assert purchase_of(window).state == "due"


def test_what_the_buyer_would_have_is_nothing_or_at_least_the_ticket(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    for units, filled in ((33_333_333, 0), (33_333_334, 33_333_334)):
        window = make_window(founder, buyer, vehicle, proposed_units=units)
        elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
        with recorded() as events:
            allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
        sold = ExitElection.objects.get(window_id=window.id, holder_id=follower.id)
        assert (sold.units_filled, sold.units_cut_back) == (filled, 300_000_000 - filled)
        state = ExitWindow.objects.get(id=window.id).state
        if filled:
            assert (state, verbs(events)) == ("allocated", ["exit_window.allocated"])
            assert purchase_of(window).amount.as_text() == "1000000.02"
        else:
            assert (state, verbs(events)) == ("settled", ["exit_window.settled"])
            ruling = Determination.objects.get(id=events[0].after["determination"]).as_ruling()
            assert next((each.rule, each.measured) for each in ruling.findings) == (
                "subscription.private_fund_2014.ticket",
                "999999.99",
            )


def test_what_the_buyer_holds_already_counts_towards_the_ticket(
    founder: Persona, lead: Persona, follower: Persona, vehicle: Vehicle
):
    window = make_window(founder, lead, vehicle, proposed_units=1_000)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    assert ExitWindow.objects.get(id=window.id).state == "allocated"


def test_nobody_sells_to_a_buyer_whose_certification_has_run_out(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    Certification.objects.filter(user_id=buyer.id).update(expires_on=legal_day(AFTERWARDS))
    allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id)
    assert ExitWindow.objects.get(id=window.id).state == "settled"
    assert set(ExitElection.objects.values_list("units_filled", flat=True)) == {0}


@pytest.mark.parametrize("state", [ScreeningState.HIT, ScreeningState.REQUESTED, ScreeningState.CONFIRMED])
def test_no_money_is_asked_of_a_buyer_whose_screening_does_not_count(
    founder: Persona, follower: Persona, buyer: Persona, officer: Persona, vehicle: Vehicle, state: ScreeningState
):
    window = make_window(founder, buyer, vehicle)
    elect_exit(actor=follower.actor, now=NOW, window_id=window.id, portion=Portion.ALL)
    make_screening(buyer.user, state, now=NOW)
    with rows_stay(*EVERYTHING), recorded() as events:
        assert allocate_windows(actor=PLATFORM, now=AFTERWARDS, day=legal_day(AFTERWARDS), keys=[window.id]) == 0
        done = allocate_exit_window(actor=founder.actor, now=AFTERWARDS, window_id=window.id)
    assert isinstance(done, Refused)
    assert [finding.rule for finding in done.findings] == ["screening.counterparty"]
    assert "stopped" not in str(Determination.objects.get(id=done.determination_id).facts)
    assert verbs(events) == ["exit_window.allocation_refused"] * 2
    assert told(events[1]) == {founder.id, officer.id}
    if state is ScreeningState.CONFIRMED:
        make_screening(buyer.user, ScreeningState.CLEARED, now=AFTERWARDS)
        assert allocate_windows(actor=PLATFORM, now=AFTERWARDS, day=legal_day(AFTERWARDS), keys=[window.id]) == 1


def test_where_nobody_sells_the_buyer_is_not_asked_about(
    founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_window(founder, buyer, vehicle)
    make_screening(buyer.user, ScreeningState.CONFIRMED, now=NOW)
    assert not isinstance(allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id), Refused)
