"""What the database refuses of movements and of messages, whoever writes."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from deals.core.custody import Direction, MessageKind
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState
from deals.models import CustodianMessage, Payment
from tests.factories.custody import due_from, led_round, said
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

PAYMENT = """
INSERT INTO deals_payment
    (id, round_id, subscription_id, purpose, state, currency, amount, attempts, due_at, created_at, settled_at,
    subject_kind, subject_id, party_id)
SELECT %(id)s, round_id, %(subscription_id)s, %(purpose)s, %(state)s, 'CNY', %(amount)s, 0, due_at, created_at,
    %(settled_at)s, %(subject_kind)s, %(subject_id)s, %(party_id)s FROM deals_payment LIMIT 1
"""
MESSAGE = """
INSERT INTO deals_custodianmessage (message_id, kind, order_id, body, received_at)
VALUES (%(message_id)s, %(kind)s, %(order_id)s, '{}', now())
"""


def _run(sql: str, values: dict[str, Any]) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"state": "lost"}, "payment_state_is_a_word"),
        ({"purpose": "gift"}, "payment_purpose_is_a_word"),
        ({"amount": 0}, "payment_amount_is_positive"),
        ({"amount": -1}, "payment_amount_is_positive"),
        ({"subscription_id": None}, "payment_belongs"),
        ({"purpose": "return", "subscription_id": None}, "payment_belongs"),
        (
            {"purpose": "purchase", "subject_kind": "errand", "subject_id": uuid4(), "subscription_id": None},
            "payment_belongs",
        ),
        ({"purpose": "proceeds", "subject_kind": "errand"}, "payment_ordered_above_names_its_subject"),
        ({"purpose": "payout", "subject_kind": "errand"}, "payment_ordered_above_names_its_subject"),
        ({"subject_id": uuid4()}, "payment_ordered_above_names_its_subject"),
        ({"state": "settled"}, "payment_settled_has_its_instant"),
    ],
)
def test_a_movement_that_makes_no_sense_is_refused(
    founder: Persona, follower: Persona, change: dict[str, Any], constraint: str
):
    due = due_from(follower, led_round(founder))
    values = {
        "id": uuid4(),
        "subscription_id": due.subscription.id,
        "purpose": "subscription",
        "state": "due",
        "amount": 1,
        "settled_at": None,
        "subject_kind": "",
        "subject_id": None,
        "party_id": None,
    }
    _run(PAYMENT, values)
    with pytest.raises(IntegrityError, match=constraint):
        _run(PAYMENT, {**values, "id": uuid4(), **change})


def test_a_raise_is_paid_out_once(founder: Persona, follower: Persona):
    row = due_from(follower, led_round(founder)).round

    def order() -> Payment:
        return Payment.order(
            round_id=row.id, subscription_id=None, purpose=PaymentPurpose.PAYOUT, amount=yuan("1.00"), now=NOW
        )

    first = order()
    with pytest.raises(IntegrityError, match="payment_one_payout"), transaction.atomic():
        order()
    first.cancel(state=PaymentState.CANCELLED)
    order()


def test_a_message_is_kept_once_and_for_ever():
    message = said(MessageKind.SETTLED, uuid4(), direction=Direction.IN, amount=yuan("1.00"))
    assert CustodianMessage.keep(message, now=NOW)
    assert not CustodianMessage.keep(message, now=NOW)
    stored = CustodianMessage.objects.get(message_id=message.id)
    assert stored.body == json.loads(json.dumps(message.as_plain()))
    for sql in ("UPDATE deals_custodianmessage SET kind = 'x'", "DELETE FROM deals_custodianmessage"):
        with pytest.raises(ProgrammingError, match="permission denied"):
            _run(sql, {})


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"kind": "order.lost"}, "custodian_message_kind_is_a_word"),
        ({"message_id": ""}, "custodian_message_has_an_id"),
    ],
)
def test_a_message_that_makes_no_sense_is_refused(change: dict[str, Any], constraint: str):
    values = {"message_id": "msg_1", "kind": "order.settled", "order_id": uuid4()}
    _run(MESSAGE, values)
    with pytest.raises(IntegrityError, match=constraint):
        _run(MESSAGE, {**values, "message_id": "msg_2", **change})
    with pytest.raises(IntegrityError, match="pkey"):
        _run(MESSAGE, values)
