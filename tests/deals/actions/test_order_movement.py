"""Rooms above order movements of money and are told when they have taken place."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError

from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset
from deals.actions.order_movement import call_off_movements, order_movement
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core import movements
from deals.core.accounts import custody_account
from deals.core.custody import Treatment
from deals.core.money_moves import PaymentPurpose
from deals.core.movements import MovementSubject, install_movement_subject
from deals.models import Payment, Round
from tests.events import nothing_changes
from tests.factories.custody import TREASURER, held, led_round, ledger_is_sound, settled
from tests.factories.deals import NOW, TODAY, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

TOLD: list[tuple[UUID, Money]] = []


def _account(subject_id: UUID, currency: Currency) -> AccountTerms:
    return AccountTerms(
        code=f"errand:{subject_id}",
        asset=Asset.cash(currency),
        kind=AccountKind.LIABILITY,
        owner=Owner("errand", subject_id),
    )


@pytest.fixture
def awaited(monkeypatch: pytest.MonkeyPatch) -> set[UUID]:
    """Install a room that waits for money of the subjects in this set."""
    expected: set[UUID] = set()
    TOLD.clear()
    monkeypatch.setattr(movements, "_installed", dict(movements._installed))
    install_movement_subject(
        MovementSubject(
            kind="errand",
            account=_account,
            is_awaited=expected.__contains__,
            moved=lambda subject_id, money: TOLD.append((subject_id, money)),
        )
    )
    return expected


def _order(row: Round, party: Persona, subject_id: UUID, **changes: Any) -> Payment:
    options: dict[str, Any] = {"purpose": PaymentPurpose.PURCHASE, "amount": yuan("10.00"), "pay_by": TODAY, **changes}
    with unit_of_work(actor=TREASURER, now=NOW):
        payment_id = order_movement(
            round_id=row.id, subject=Subject(kind="errand", id=subject_id), party_id=party.id, **options
        )
    return Payment.objects.get(id=payment_id)


def _receive(payment: Payment, **options: Any) -> Treatment:
    return receive_custodian_message(actor=TREASURER, now=NOW, message=settled(payment, **options))


def test_money_that_is_waited_for_is_booked_and_the_room_is_told_once(
    founder: Persona, follower: Persona, awaited: set[UUID]
):
    row, subject_id = led_round(founder), uuid4()
    awaited.add(subject_id)
    payment = _order(row, follower, subject_id)
    assert (payment.party_id, payment.pay_by, payment.state) == (follower.id, TODAY, "due")
    assert (_receive(payment), _receive(payment)) == (Treatment.SETTLE, Treatment.NOTHING)
    assert [(subject_id, yuan("10.00"))] == TOLD
    assert held(custody_account(row.id, Currency.CNY)) == -held(_account(subject_id, Currency.CNY)) == 1_000
    out = _order(row, follower, uuid4(), purpose=PaymentPurpose.PROCEEDS, amount=yuan("3.00"), pay_by=None)
    assert _receive(out) is Treatment.SETTLE
    assert held(custody_account(row.id, Currency.CNY)) == 700
    assert ledger_is_sound()


def test_money_that_nobody_waits_for_goes_back_to_whoever_paid(founder: Persona, follower: Persona, awaited: set[UUID]):
    payment = _order(led_round(founder), follower, uuid4())
    assert _receive(payment) is Treatment.SEND_BACK
    assert TOLD == []
    assert Payment.objects.get(purpose="return").party_id == follower.id
    assert Payment.objects.filter(purpose="purchase").count() == 1, "it is not asked for again"


def test_another_sum_goes_back_and_the_right_one_is_asked_for_again(
    founder: Persona, follower: Persona, awaited: set[UUID]
):
    subject_id = uuid4()
    awaited.add(subject_id)
    payment = _order(led_round(founder), follower, subject_id)
    assert _receive(payment, amount="9.99") is Treatment.SEND_BACK
    again = Payment.objects.filter(purpose="purchase").exclude(state="cancelled").get()
    assert (again.amount, again.party_id, again.pay_by) == (payment.amount, follower.id, TODAY)
    assert _receive(again) is Treatment.SETTLE


def test_a_subject_has_one_open_movement(founder: Persona, follower: Persona, awaited: set[UUID]):
    row, subject_id = led_round(founder), uuid4()
    _order(row, follower, subject_id)
    with pytest.raises(IntegrityError, match="payment_one_for_a_subject"):
        _order(row, follower, subject_id)


def test_what_is_called_off_can_be_ordered_anew(founder: Persona, follower: Persona, awaited: set[UUID]):
    row, subject_id = led_round(founder), uuid4()
    _order(row, follower, subject_id)
    with unit_of_work(actor=TREASURER, now=NOW):
        assert call_off_movements(Subject(kind="errand", id=subject_id)) == 1
        assert call_off_movements(Subject(kind="errand", id=subject_id)) == 0
    assert _order(row, follower, subject_id).state == "due"


def test_what_the_room_orders_by_itself_is_no_errand(founder: Persona, follower: Persona, awaited: set[UUID]):
    row = led_round(founder)
    with nothing_changes(Payment), pytest.raises(ValueError, match="payout"):
        _order(row, follower, uuid4(), purpose=PaymentPurpose.PAYOUT)


def test_nobody_orders_for_a_subject_that_nobody_answers_for(founder: Persona, follower: Persona):
    row = led_round(founder)
    with nothing_changes(Payment), pytest.raises(LookupError, match="errand"):
        _order(row, follower, uuid4())
