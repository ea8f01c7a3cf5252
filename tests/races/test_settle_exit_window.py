"""The buyer's money, the end of its time and a second answer come at the same moment."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove
from crowdfund.ledger.models import Entry
from deals.actions import receive_custodian_message as receiving
from deals.core.custody import Message, Treatment
from deals.queries import cap_table_of
from exits.actions import allocate_exit_window as allocating
from exits.actions import consent_to_exit_window as consenting
from exits.actions import fail_exit_windows as failing
from exits.core.window import DAYS_TO_PAY, WindowSnapshot
from exits.locks import lock_raise_and_window, lock_window
from exits.models import ExitElection, ExitWindow
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.custody import TREASURER, ledger_is_sound, settled
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_allocation, make_proposal, make_window, purchase_of
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _read_without_lock(window_id: UUID, *, seen_by: Actor) -> ExitWindow:
    return ExitWindow.objects.select_related("vehicle__round__project").get(id=window_id)


def _stored(window: ExitWindow) -> ExitWindow:
    return ExitWindow.objects.select_related("vehicle").get(id=window.id)


def _consent_at_once(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona
) -> tuple[list[Any], ExitWindow]:
    vehicle = make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    window = make_proposal(founder, buyer, vehicle)
    actor = buyer.actor
    results = at_once(
        lambda: consenting.consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=1),
        lambda: consenting.consent_to_exit_window(actor=actor, now=NOW, window_id=window.id, capacity_units=2),
    )
    return list(results), _stored(window)


def test_the_control_without_the_lock_both_consents_go_on_and_only_the_elections_hold(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(consenting, "lock_window", meeting.after(_read_without_lock))
    results, _ = _consent_at_once(founder, lead, follower, buyer)
    assert meeting.met
    assert not [result for result in results if isinstance(result, IllegalMove)], "both believed to be the first"
    assert ExitElection.objects.count() == 2


def test_under_the_lock_one_consent_counts(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(consenting, "lock_window", meeting.after(lock_window))
    results, window = _consent_at_once(founder, lead, follower, buyer)
    assert not meeting.met
    assert sorted(type(result).__name__ for result in results) == [IllegalMove.__name__, "UUID"]
    assert window.state == "open"
    assert ExitElection.objects.filter(window=window).count() == 2


def _allocate_at_once(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona
) -> tuple[list[Any], ExitWindow]:
    vehicle = make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    window = make_window(founder, buyer, vehicle)
    ExitElection.objects.filter(holder_id=follower.id).update(portion=100)
    member = founder.actor
    results = at_once(
        lambda: allocating.allocate_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id),
        lambda: allocating.allocate_exit_window(actor=member, now=AFTERWARDS, window_id=window.id),
    )
    return list(results), _stored(window)


def test_the_control_without_the_lock_the_buyer_would_be_asked_twice_but_for_the_payments_own_key(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(allocating, "lock_raise_and_window", meeting.after(_read_without_lock))
    results, window = _allocate_at_once(founder, lead, follower, buyer)
    assert meeting.met
    assert not [result for result in results if isinstance(result, IllegalMove)], "both believed to be the first"
    assert purchase_of(window).amount.as_text() == "3000000.00"


def test_under_the_lock_one_allocates_and_the_other_is_told(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(allocating, "lock_raise_and_window", meeting.after(lock_raise_and_window))
    results, window = _allocate_at_once(founder, lead, follower, buyer)
    assert not meeting.met
    assert sorted(type(result).__name__ for result in results) == [IllegalMove.__name__, WindowSnapshot.__name__]
    assert purchase_of(window).amount.as_text() == "3000000.00"


@pytest.fixture
def allocated(founder: Persona, lead: Persona, follower: Persona, buyer: Persona) -> ExitWindow:
    """The follower sells 100,000,000 units; the buyer is to pay."""
    vehicle = make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    return make_allocation(founder, buyer, vehicle, [follower])


def _receive(message: Message) -> Treatment:
    return receiving.receive_custodian_message(actor=TREASURER, now=AFTERWARDS, message=message)


@pytest.mark.parametrize("is_same", [True, False], ids=["one message twice", "two messages"])
def test_the_same_money_reported_twice_at_once_settles_once(allocated: ExitWindow, buyer: Persona, is_same: bool):
    payment = purchase_of(allocated)
    first = settled(payment)
    second = first if is_same else settled(payment)
    results = at_once(lambda: _receive(first), lambda: _receive(second))
    assert sorted(results) == [Treatment.NOTHING, Treatment.SETTLE]
    units = {line.holder_id: line.units for line in cap_table_of(allocated.vehicle, as_of=AFTERWARDS).lines}
    assert units[buyer.id] == 100_000_000
    assert Entry.objects.filter(key=f"exit:{allocated.id}").count() == 1
    assert ledger_is_sound()


def test_money_and_the_end_of_its_time_at_once_leave_one_truth(allocated: ExitWindow, buyer: Persona):
    message, too_late = settled(purchase_of(allocated)), AFTERWARDS + timedelta(days=DAYS_TO_PAY + 1)
    received, failed = at_once(
        lambda: _receive(message),
        lambda: failing.fail_exit_windows(actor=PLATFORM, now=too_late, day=legal_day(too_late), keys=[allocated.id]),
    )
    window = _stored(allocated)
    units = {line.holder_id: line.units for line in cap_table_of(window.vehicle, as_of=too_late).lines}
    if received is Treatment.SETTLE:
        assert (failed, window.state, units[buyer.id]) == (0, "settled", 100_000_000)
    else:
        assert (received, failed, window.state) == (Treatment.SEND_BACK, 1, "failed")
        assert buyer.id not in units
    assert ledger_is_sound()
