"""ledger / locks: for verbs that decide by what an account holds; posting itself needs no lock."""

from collections.abc import Iterable
from uuid import UUID

from crowdfund.db.locks import lock_rows
from crowdfund.ledger.models import Account


def lock_accounts(account_ids: Iterable[UUID]) -> list[Account]:
    """Lock accounts in ascending order, so that a balance read afterwards holds until the end of the transaction.

    It holds only among verbs that lock: post after it, from the same transaction.
    """
    return lock_rows(Account.objects.filter(id__in=account_ids))
