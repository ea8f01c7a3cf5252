"""deals / core: the ledger accounts of a raise's money, spelled in one place.

What lies in custody is owed to somebody: to the investors until the raise closes (claims), to the issuer afterwards,
or to whoever sent money that should not have come (suspense). So custody always equals the sum of the three.
"""

from typing import Final
from uuid import UUID

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.accounts import AccountKind, AccountTerms, Owner
from crowdfund.ledger.core.assets import Asset

UNASSIGNED: Final = UUID("6f0c2b1e-54f7-5d43-9a0b-3c1d8e7f2a90")
"""Stands for "no raise" where money came for an order that nobody knows; never change it, the ledger holds it."""


def custody_account(round_id: UUID, currency: Currency) -> AccountTerms:
    """Return the money of a raise at the custodian (托管账户)."""
    return _terms("custody", round_id, currency, kind=AccountKind.ASSET, owner="round")


def suspense_account(round_id: UUID, currency: Currency) -> AccountTerms:
    """Return what came for a raise and should not have (暂收款), until it has gone back."""
    return _terms("suspense", round_id, currency, kind=AccountKind.LIABILITY, owner="round")


def issuer_account(round_id: UUID, currency: Currency) -> AccountTerms:
    """Return what a closed raise owes to its issuer until it is paid out."""
    return _terms("issuer", round_id, currency, kind=AccountKind.LIABILITY, owner="round")


def claim_account(subscription_id: UUID, currency: Currency) -> AccountTerms:
    """Return what is owed to the investor of one subscription until the raise closes."""
    return _terms("claim", subscription_id, currency, kind=AccountKind.LIABILITY, owner="subscription")


def _terms(name: str, owner_id: UUID, currency: Currency, *, kind: AccountKind, owner: str) -> AccountTerms:
    suffix = "" if currency is Currency.CNY else f":{currency}"
    return AccountTerms(
        code=f"{name}:{owner_id}{suffix}", asset=Asset.cash(currency), kind=kind, owner=Owner(owner, owner_id)
    )
