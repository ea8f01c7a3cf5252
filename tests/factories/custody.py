"""tests / factories: raises whose money is due, on rows, so that tests about money need no rules about people."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import User
from crowdfund.accounts.queries import checked_names_of
from crowdfund.kernel import signatures
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger import queries as ledger
from crowdfund.ledger.core.accounts import AccountTerms
from crowdfund.ledger.models import Account
from deals.actions.confirm_suspense_return import confirm_suspense_return
from deals.actions.receive_custodian_message import receive_custodian_message
from deals.actions.return_suspense import return_suspense
from deals.core.custody import Direction, Message, MessageKind, Payer
from deals.core.lead import Pledge
from deals.core.money_moves import PaymentPurpose, SubscriptionKind
from deals.core.states import OfferState, RoundState
from deals.models import LeadOffer, MoneyDeclaration, Payment, Round, StrayMoney, Subscription
from tests.factories.accounts import make_user
from tests.factories.deals import NOW, TODAY, make_round, yuan
from tests.factories.leads import salary
from tests.personas import Persona

TREASURER = Actor.system("deals.treasurer", "tests")
"""The part of the platform that moves money."""


@dataclass(frozen=True, slots=True)
class Due:
    """A subscription whose money is due."""

    round: Round
    subscription: Subscription
    payment: Payment


def led_round(founder: Any) -> Round:
    """Store a raise that has its lead and looks for followers."""
    row = make_round(founder, state=RoundState.OPEN)
    row.lead(state=RoundState.LED, now=NOW)
    return row


def due_from(investor: Any, row: Round, *, amount: str = "1000000.00") -> Due:
    """Store a follower's subscription and its payment."""
    return _due(investor, row, SubscriptionKind.FOLLOWER, PaymentPurpose.SUBSCRIPTION, yuan(amount), yuan(amount))


def deposit_due_from(investor: Any, row: Round, *, amount: str = "4000000.00", deposit: str = "400000.00") -> Due:
    """Store an accepted offer to lead an open raise, with its subscription and its deposit."""
    offer = LeadOffer.make(
        round_id=row.id,
        investor_id=investor.id,
        pledge=Pledge(amount=yuan(amount), own_assets=yuan("1000000000.00")),
        deposit=yuan(deposit),
        carry=Decimal("0.15"),
        funding_determination_id=_ruling(row),
        now=NOW,
    )
    MoneyDeclaration.declare(offer_id=offer.id, declared=salary(), now=NOW)
    offer.accept(state=OfferState.ACCEPTED, determination_id=_ruling(row), now=NOW)
    return _due(investor, row, SubscriptionKind.LEAD, PaymentPurpose.DEPOSIT, yuan(amount), yuan(deposit))


def _due(
    investor: Any, row: Round, kind: SubscriptionKind, purpose: PaymentPurpose, amount: Money, first: Money
) -> Due:
    subscription = Subscription.reserve(
        round_id=row.id,
        investor_id=investor.id,
        kind=kind,
        amount=amount,
        pay_by=TODAY + timedelta(days=10),
        determination_id=_ruling(row),
        now=NOW,
    )
    payment = Payment.order(round_id=row.id, subscription_id=subscription.id, purpose=purpose, amount=first, now=NOW)
    return Due(row, subscription, payment)


def _ruling(row: Round) -> UUID:
    assert row.opening_determination_id is not None
    return row.opening_determination_id


def settled(
    payment: Payment,
    *,
    amount: str | None = None,
    currency: Currency = Currency.CNY,
    id: str = "",
    payer: Payer | None = None,
) -> Message:
    """Return the custodian's message that a movement has taken place, as ordered or with another sum.

    It was paid from the account of whoever is to pay, or by another `payer`.
    """
    direction = Direction.IN if PaymentPurpose(payment.purpose).comes_in else Direction.OUT
    moved = payment.amount if amount is None else Money.parse(amount, currency)
    return said(
        MessageKind.SETTLED, payment.id, direction=direction, amount=moved, id=id, payer=payer or own_account(payment)
    )


def own_account(payment: Payment) -> Payer | None:
    """Return the account of whoever is to pay, as far as they have a checked name."""
    subscription = payment.subscription
    name = checked_names_of([subscription.investor_id]).get(subscription.investor_id) if subscription else None
    return Payer(name=name, account="6222000000000000") if name else None


def stray_money(*, amount: str = "7.00", order_id: UUID | None = None) -> StrayMoney:
    """Let money come on an order that nobody knows."""
    order_id = order_id or uuid4()
    message = said(MessageKind.SETTLED, order_id, direction=Direction.IN, amount=yuan(amount))
    receive_custodian_message(actor=TREASURER, now=NOW, message=message)
    return StrayMoney.objects.get(id=order_id)


def second_operator() -> Persona:
    """Return an operator beside the one of the fixtures, with a second factor just used."""
    found = User.objects.filter(email="bo@example.com").first()
    return Persona(found or make_user("bo@example.com", roles=[Role.OPERATOR], has_mfa=True))


def proposed(*, amount: str = "7.00") -> StrayMoney:
    """Let the second operator propose that unknown money goes back."""
    stray = stray_money(amount=amount)
    return_suspense(actor=second_operator().actor, now=NOW, order_id=stray.id, reason="Nobody knows the sender.")
    return StrayMoney.objects.get(id=stray.id)


def confirmed(operator: Persona, *, amount: str = "7.00") -> StrayMoney:
    """Let an operator confirm what the second one has proposed."""
    stray = proposed(amount=amount)
    confirm_suspense_return(actor=operator.actor, now=NOW, order_id=stray.id)
    return StrayMoney.objects.get(id=stray.id)


def about_return(stray: StrayMoney, kind: MessageKind, *, amount: str | None = None) -> Message:
    """Return what the custodian says about the way back of unknown money."""
    assert stray.return_id is not None
    moved = stray.amount if amount is None else yuan(amount)
    return said(kind, stray.return_id, direction=Direction.OUT, amount=moved)


def accepted(payment: Payment) -> Message:
    """Return the custodian's message that it knows a movement."""
    direction = Direction.IN if PaymentPurpose(payment.purpose).comes_in else Direction.OUT
    return said(MessageKind.ACCEPTED, payment.id, direction=direction, amount=payment.amount)


def said(
    kind: MessageKind,
    order_id: UUID,
    *,
    direction: Direction,
    amount: Money,
    id: str = "",
    payer: Payer | None = None,
) -> Message:
    """Return any message."""
    return Message(
        id=id or f"msg_{uuid4().hex}",
        kind=kind,
        order_id=order_id,
        direction=direction,
        amount=amount,
        payer=payer,
    )


def as_callback(message: Message, settings: Any, *, age: int = 0, secret: str = "") -> dict[str, Any]:
    """Return a message as the custodian posts it, signed `age` seconds ago: what a test client's `post` takes."""
    plain = message.as_plain()
    if message.payer:
        plain |= {"payer_name": message.payer.name, "payer_account": message.payer.account}
    body = json.dumps({"type": plain.pop("type"), "data": plain}).encode()
    timestamp = str(int(system_now().timestamp()) - age)
    signature = signatures.sign(
        secret=secret or settings.CUSTODIAN_WEBHOOK_SECRET, message_id=message.id, timestamp=timestamp, body=body
    )
    return {
        "data": body,
        "content_type": "application/json",
        "headers": {"webhook-id": message.id, "webhook-timestamp": timestamp, "webhook-signature": signature},
    }


def held(terms: AccountTerms, *, as_of: datetime | None = None) -> int:
    """Return what an account holds, now unless told when, in minor units; one that was never opened holds nothing."""
    account = Account.objects.filter(code=terms.code).first()
    at = as_of or system_now() + timedelta(days=1)
    return 0 if account is None else ledger.balance(account_id=account.id, as_of=at).amount


def ledger_is_sound() -> bool:
    """Tell whether the ledger's own inspection finds nothing."""
    return ledger.inspect().fault is None
