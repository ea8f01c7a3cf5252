"""Who does not pay in time gets no unit; everybody keeps what they have, and late money goes back."""

from datetime import timedelta

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from deals.core.custody import Treatment
from deals.models import Payment, Vehicle
from deals.queries import cap_table_of
from exits.actions.fail_exit_windows import fail_exit_windows
from exits.core.window import DAYS_TO_PAY
from exits.models import ExitElection, ExitWindow
from exits.queries import windows_to_fail
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.custody import ledger_is_sound
from tests.factories.exits import AFTERWARDS, make_allocation, make_proposal, money_has_come, purchase_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

TOO_LATE = AFTERWARDS + timedelta(days=DAYS_TO_PAY + 1)
DAY = legal_day(TOO_LATE)


@pytest.fixture
def window(founder: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle) -> ExitWindow:
    """The follower sells; the buyer is to pay."""
    return make_allocation(founder, buyer, vehicle, [follower])


def test_the_window_fails_on_the_day_after_the_last_once(
    window: ExitWindow, founder: Persona, lead: Persona, follower: Persona, buyer: Persona
):
    payment, last_day = purchase_of(window), DAY - timedelta(days=1)
    assert windows_to_fail(day=last_day, now=TOO_LATE, after=None, limit=5) == []
    assert windows_to_fail(day=DAY, now=TOO_LATE, after=None, limit=5) == [window.id]
    assert fail_exit_windows(actor=PLATFORM, now=TOO_LATE, day=last_day, keys=[window.id]) == 0
    with recorded() as events:
        assert fail_exit_windows(actor=PLATFORM, now=TOO_LATE, day=DAY, keys=[window.id]) == 1
    assert fail_exit_windows(actor=PLATFORM, now=TOO_LATE, day=DAY, keys=[window.id]) == 0
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.ended_at) == ("failed", TOO_LATE)
    assert verbs(events) == ["payment.cancelled", "exit_window.failed"]
    assert told(events[1]) == {founder.id, lead.id, follower.id, buyer.id}
    assert Payment.objects.get(id=payment.id).state == "cancelled"
    units = {line.holder_id: line.units for line in cap_table_of(window.vehicle, as_of=TOO_LATE).lines}
    assert units == {lead.id: 200_000_000, follower.id: 300_000_000}
    election = ExitElection.objects.get(holder_id=follower.id)
    assert (election.units_filled, election.units_sold) == (100_000_000, 0)
    make_proposal(founder, buyer, window.vehicle)


def test_money_that_comes_too_late_goes_back_to_the_buyer(window: ExitWindow, buyer: Persona):
    payment = purchase_of(window)
    fail_exit_windows(actor=PLATFORM, now=TOO_LATE, day=DAY, keys=[window.id])
    assert money_has_come(payment, now=TOO_LATE) is Treatment.SEND_BACK
    back = Payment.objects.get(purpose="return")
    assert (back.party_id, back.amount) == (buyer.id, payment.amount)
    assert not Payment.objects.filter(purpose="purchase").exclude(state="cancelled").exists()
    assert money_has_come(back, now=TOO_LATE) is Treatment.SETTLE
    assert ledger_is_sound()


def test_what_was_paid_in_time_stays_settled(window: ExitWindow):
    money_has_come(purchase_of(window))
    assert fail_exit_windows(actor=PLATFORM, now=TOO_LATE, day=DAY, keys=[window.id]) == 0
    assert ExitWindow.objects.get(id=window.id).state == "settled"


def test_people_do_not_let_it_fail(window: ExitWindow, founder: Persona):
    actor = founder.actor
    with nothing_changes(ExitWindow, Payment), pytest.raises(NotAuthorised):
        fail_exit_windows(actor=actor, now=TOO_LATE, day=DAY, keys=[window.id])
