"""When the buyer's money has come, units and money change hands in one entry, once, and sellers are paid."""

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised
from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.entries import UnsoundEntry
from crowdfund.ledger.models import Entry
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.accounts import custody_account, suspense_account
from deals.core.custody import Treatment
from deals.models import Payment, Vehicle
from deals.queries import cap_table_of
from exits.actions.settle_exit_window import settle_exit_window
from exits.core.accounts import proceeds_account, purchase_account
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.custody import TREASURER, held, ledger_is_sound, settled
from tests.factories.deals import yuan
from tests.factories.exits import (
    AFTERWARDS,
    make_allocation,
    make_window,
    money_has_come,
    proceeds_of,
    purchase_of,
)
from tests.personas import Persona

pytestmark = pytest.mark.django_db

EVERYTHING = (ExitWindow, ExitElection, Entry, Payment)


@pytest.fixture
def window(founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle) -> ExitWindow:
    """Lead and follower sell together 100,000,000 units for 3,000,000 yuan; the buyer is to pay."""
    return make_allocation(founder, buyer, vehicle, [lead, follower])


def _units(window: ExitWindow) -> dict[object, int]:
    return {line.holder_id: line.units for line in cap_table_of(window.vehicle, as_of=AFTERWARDS).lines}


def test_units_and_money_move_in_one_entry_when_the_money_has_come(
    window: ExitWindow, founder: Persona, lead: Persona, follower: Persona, buyer: Persona
):
    in_custody = held(custody_account(window.vehicle.round_id, Currency.CNY), as_of=AFTERWARDS)
    with recorded() as events:
        assert money_has_come(purchase_of(window)) is Treatment.SETTLE
    assert _units(window) == {lead.id: 160_000_000, follower.id: 240_000_000, buyer.id: 100_000_000}
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.settled_at) == ("settled", AFTERWARDS)
    assert verbs(events) == ["payment.settled", "exit_window.settled"]
    assert told(events[1]) == {founder.id, lead.id, follower.id, buyer.id}
    entry = Entry.objects.get(key=f"exit:{window.id}")
    assert entry.postings.count() == 6, "two sellers' units, the buyer's, what the buyer paid, and two sellers' money"
    assert held(custody_account(window.vehicle.round_id, Currency.CNY), as_of=AFTERWARDS) - in_custody == 300_000_000
    assert held(purchase_account(window.id, Currency.CNY), as_of=AFTERWARDS) == 0
    owed = {
        each.holder_id: -held(proceeds_account(each.id, Currency.CNY), as_of=AFTERWARDS)
        for each in ExitElection.objects.all()
    }
    assert owed == {lead.id: 120_000_000, follower.id: 180_000_000}
    assert ledger_is_sound()


def test_each_seller_is_paid_through_the_custodian_and_told(window: ExitWindow, lead: Persona, follower: Persona):
    in_custody = held(custody_account(window.vehicle.round_id, Currency.CNY), as_of=AFTERWARDS)
    money_has_come(purchase_of(window))
    for persona, amount in ((lead, "1200000.00"), (follower, "1800000.00")):
        election = ExitElection.objects.get(holder_id=persona.id)
        payment = proceeds_of(election)
        assert (payment.party_id, payment.amount.as_text(), election.paid_at) == (persona.id, amount, None)
        with recorded() as events:
            money_has_come(payment)
        election.refresh_from_db()
        assert (election.paid_at, election.units_sold) == (AFTERWARDS, election.units_filled)
        assert verbs(events) == ["payment.settled", "exit_election.paid"]
        assert told(events[1]) == {persona.id}
        assert held(proceeds_account(election.id, Currency.CNY), as_of=AFTERWARDS) == 0
    assert held(custody_account(window.vehicle.round_id, Currency.CNY), as_of=AFTERWARDS) == in_custody
    assert ledger_is_sound()


def test_the_same_news_twice_moves_nothing_twice(window: ExitWindow):
    payment = purchase_of(window)
    message = settled(payment)
    assert receive_custodian_message(actor=TREASURER, now=AFTERWARDS, message=message) is Treatment.SETTLE
    units = _units(window)
    for again in (message, settled(payment)):
        assert receive_custodian_message(actor=TREASURER, now=AFTERWARDS, message=again) is Treatment.NOTHING
    assert _units(window) == units
    assert Entry.objects.filter(key=f"exit:{window.id}").count() == 1


def test_another_sum_moves_no_unit_goes_back_and_the_right_one_may_still_come(window: ExitWindow, buyer: Persona):
    first, before = purchase_of(window), _units(window)
    wrong = settled(first, amount="2999999.99")
    assert receive_custodian_message(actor=TREASURER, now=AFTERWARDS, message=wrong) is Treatment.SEND_BACK
    assert _units(window) == before
    assert ExitWindow.objects.get(id=window.id).state == "allocated"
    back = Payment.objects.get(purpose="return")
    assert (back.party_id, back.amount.as_text()) == (buyer.id, "2999999.99")
    again = purchase_of(window)
    assert again.id != first.id
    assert money_has_come(back) is Treatment.SETTLE
    assert money_has_come(again) is Treatment.SETTLE
    assert ExitWindow.objects.get(id=window.id).state == "settled"
    assert held(suspense_account(window.vehicle.round_id, Currency.CNY), as_of=AFTERWARDS) == 0
    assert ledger_is_sound()


def test_less_money_than_the_sellers_get_settles_nothing(window: ExitWindow):
    with nothing_changes(*EVERYTHING), pytest.raises(UnsoundEntry):
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id, paid=yuan("2999999.99"))


def test_a_window_that_waits_for_no_money_is_not_settled(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_window(founder, buyer, vehicle)
    with nothing_changes(*EVERYTHING), pytest.raises(IllegalMove):
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id, paid=yuan("1.00"))


def test_people_do_not_settle(window: ExitWindow, founder: Persona, buyer: Persona):
    for persona in (founder, buyer):
        actor = persona.actor
        with nothing_changes(*EVERYTHING), pytest.raises(NotAuthorised):
            settle_exit_window(actor=actor, now=AFTERWARDS, window_id=window.id, paid=yuan("3000000.00"))
