"""The counter of the sandbox bank: orders go out, money comes in, and only what it signed is believed."""

from typing import Any

import pytest

from crowdfund.demo.bank import Counter
from crowdfund.kernel import signatures
from crowdfund.kernel.errors import NotAuthenticated
from crowdfund.kernel.money import Currency
from deals.core.accounts import custody_account
from deals.core.states import PaymentState, RoundState, SubscriptionState
from tests.factories.custody import deposit_due_from, due_from, held, led_round, ledger_is_sound
from tests.factories.deals import NOW, make_round

_SECRETS = iter(["whsec_AAAA", "whsec_BBBB"])
_sign = signatures.sign


def sign_with_another_secret(*, secret: str, **said: Any) -> str:
    """Sign with a secret that is another one each time."""
    return _sign(secret=next(_SECRETS), **said)


pytestmark = pytest.mark.django_db


def test_what_is_due_is_ordered_and_what_is_paid_arrives(founder: Any, lead: Any, follower: Any):
    row = led_round(founder)
    paid, unpaid = due_from(lead.user, row), due_from(follower.user, row)
    Counter().settle([paid.payment.id], now=NOW)
    paid.payment.refresh_from_db()
    unpaid.payment.refresh_from_db()
    paid.subscription.refresh_from_db()
    assert (paid.payment.state, unpaid.payment.state) == (PaymentState.SETTLED, PaymentState.INSTRUCTED)
    assert paid.subscription.state == SubscriptionState.PAID
    assert held(custody_account(row.id, Currency.CNY)) == paid.payment.amount.minor
    assert ledger_is_sound()


def test_a_deposit_confirms_the_lead(founder: Any, lead: Any):
    row = make_round(founder, state=RoundState.OPEN)
    due = deposit_due_from(lead.user, row)
    Counter().settle([due.payment.id], now=NOW)
    row.refresh_from_db()
    assert row.state == RoundState.LED


def test_what_comes_twice_moves_money_once(founder: Any, lead: Any):
    row = led_round(founder)
    due = due_from(lead.user, row)
    counter = Counter()
    for _ in range(2):
        counter.settle([due.payment.id], now=NOW)
    assert held(custody_account(row.id, Currency.CNY)) == due.payment.amount.minor


def test_a_bank_with_another_secret_is_not_believed(
    founder: Any, lead: Any, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    due = due_from(lead.user, led_round(founder))
    monkeypatch.setattr(signatures, "sign", sign_with_another_secret)
    with pytest.raises(NotAuthenticated):
        Counter().settle([due.payment.id], now=NOW)
    due.payment.refresh_from_db()
    assert due.payment.state == PaymentState.INSTRUCTED
