"""Accounts of units are spelled in one place and read back from there."""

from uuid import UUID

from crowdfund.ledger.core.accounts import AccountKind, Owner
from deals.core.units import holder_of, holding_account, issued_account

VEHICLE, OTHER, HOLDER = UUID(int=7), UUID(int=8), UUID(int=9)


def test_units_are_issued_out_of_one_account_into_one_for_each_holder():
    issued, held = issued_account(VEHICLE), holding_account(vehicle_id=VEHICLE, holder_id=HOLDER)
    assert (issued.kind, held.kind) == (AccountKind.EQUITY, AccountKind.ASSET)
    assert issued.asset == held.asset
    assert issued.owner == held.owner == Owner("vehicle", VEHICLE)
    assert issued.code != held.code


def test_the_holder_is_read_from_the_code():
    code = holding_account(vehicle_id=VEHICLE, holder_id=HOLDER).code
    assert holder_of(code, vehicle_id=VEHICLE) == HOLDER
    assert holder_of(code, vehicle_id=OTHER) is None
    assert holder_of(issued_account(VEHICLE).code, vehicle_id=VEHICLE) is None
