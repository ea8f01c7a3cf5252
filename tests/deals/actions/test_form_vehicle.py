"""The vehicle of a raise that closes; what closing as a whole does stands beside."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.queries import accounts_of, balances, inspect
from deals.actions.form_vehicle import form_vehicle
from deals.core.captable import UnitHolding
from deals.models import Round, Vehicle
from tests.events import nothing_changes, recorded, verbs
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _holdings(row: Round, *, leads: bool = True) -> list[UnitHolding]:
    rows = row.subscriptions.order_by("id")
    return [
        UnitHolding(holder_id=each.investor_id, units=each.amount.minor, is_lead=leads and each.kind == "lead")
        for each in rows
    ]


def _row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    return make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.01")])


def test_its_units_are_the_fen_and_add_up(founder: Persona, lead: Persona, follower: Persona):
    row = _row(founder, lead, follower)
    with recorded() as events, unit_of_work(actor=founder.actor, now=NOW):
        vehicle = form_vehicle(row=row, holdings=_holdings(row))
    assert (vehicle.units, vehicle.lead_id, verbs(events)) == (500_000_001, lead.id, ["vehicle.formed"])
    ids = list(accounts_of(Owner("vehicle", vehicle.id)).values())
    held = sorted(each.amount for each in balances(account_ids=ids, as_of=NOW).values())
    assert sum(held) == 0
    assert held[0] == -500_000_001
    assert inspect().fault is None


def test_without_a_lead_there_is_none(founder: Persona, lead: Persona, follower: Persona):
    row = _row(founder, lead, follower)
    with (
        nothing_changes(Vehicle),
        pytest.raises(ValueError, match="one lead"),
        unit_of_work(actor=founder.actor, now=NOW),
    ):
        form_vehicle(row=row, holdings=_holdings(row, leads=False))


def test_it_is_a_part_of_closing_and_nothing_by_itself(founder: Persona, lead: Persona, follower: Persona):
    row = _row(founder, lead, follower)
    with pytest.raises(OutsideWork):
        form_vehicle(row=row, holdings=_holdings(row))
