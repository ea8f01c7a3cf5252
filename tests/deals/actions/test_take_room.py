"""Room in a raise: taken while there is any, given back whole, and never without a transaction."""

import pytest

from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.take_room import NoRoomLeft, give_room_back, hold_room, take_room
from deals.core.states import RoundState
from deals.models import Round, RoundCapacity
from tests.factories.deals import NOW, make_round, yuan
from tests.factories.leads import CUSTODIAN
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def row(founder: Persona) -> Round:
    """A raise of 20 million in subscriptions of at least one million."""
    return make_round(founder, state=RoundState.OPEN)


def _left(row: Round) -> tuple[int, int]:
    capacity = RoundCapacity.objects.get(round_id=row.id)
    return capacity.remaining_minor, capacity.holders_left


def test_a_raise_opens_with_its_target_as_room_and_as_many_holders_as_fit(row: Round):
    assert _left(row) == (yuan("20000000.00").minor, 20)


def test_room_is_taken_to_the_last_fen_and_not_beyond(row: Round):
    with unit_of_work(actor=CUSTODIAN, now=NOW):
        take_room(round_id=row.id, amount=yuan("19999999.99"))
        with pytest.raises(NoRoomLeft):
            take_room(round_id=row.id, amount=yuan("0.02"))
        take_room(round_id=row.id, amount=yuan("0.01"))
    assert _left(row) == (0, 18)


def test_without_a_place_for_another_holder_there_is_no_room(row: Round):
    RoundCapacity.objects.filter(round_id=row.id).update(holders_left=0)
    with unit_of_work(actor=CUSTODIAN, now=NOW), pytest.raises(NoRoomLeft):
        take_room(round_id=row.id, amount=yuan("0.01"))


def test_what_is_given_back_can_be_taken_again(row: Round):
    with unit_of_work(actor=CUSTODIAN, now=NOW):
        take_room(round_id=row.id, amount=yuan("20000000.00"))
        give_room_back(round_id=row.id, amount=yuan("20000000.00"))
    assert _left(row) == (yuan("20000000.00").minor, 20)


def test_a_raise_that_is_not_open_has_no_room(founder: Persona):
    closed = make_round(founder, state=RoundState.APPROVED)
    with unit_of_work(actor=CUSTODIAN, now=NOW), pytest.raises(NoRoomLeft):
        take_room(round_id=closed.id, amount=yuan("0.01"))


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_nothing_is_held(row: Round):
    with pytest.raises(OutsideWork):
        hold_room(round_id=row.id)
