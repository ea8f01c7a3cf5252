"""Units that a seller no longer holds stop the exchange as a whole."""

import pytest

from crowdfund.ledger.models import Entry
from deals.models import Payment, Vehicle
from exits.actions.exchange_units import UnitsGone
from exits.actions.settle_exit_window import settle_exit_window
from exits.models import ExitElection, ExitWindow
from tests.events import nothing_changes
from tests.factories.closing import PLATFORM
from tests.factories.exits import AFTERWARDS, make_allocation, purchase_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_units_that_went_elsewhere_after_the_allocation_are_not_exchanged(
    founder: Persona, lead: Persona, follower: Persona, buyer: Persona, vehicle: Vehicle
):
    window = make_allocation(founder, buyer, vehicle, [lead, follower])
    ExitElection.objects.filter(holder_id=lead.id).update(units_held=500_000_000, units_filled=300_000_000)
    paid = purchase_of(window).amount
    with nothing_changes(ExitWindow, ExitElection, Entry, Payment), pytest.raises(UnitsGone):
        settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id, paid=paid)
