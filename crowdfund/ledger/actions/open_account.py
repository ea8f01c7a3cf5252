"""ledger / actions: open an account."""

from uuid import UUID

from crowdfund.db.work import current_work
from crowdfund.kernel.errors import Conflict
from crowdfund.ledger.core.accounts import AccountTerms
from crowdfund.ledger.models import Account


class CodeTaken(Conflict):
    """Another account, with other terms, has the code."""


def open_account(terms: AccountTerms) -> UUID:
    """Open an account and return its id; opening it again with the same terms returns the first one (two queries).

    :raises CodeTaken: an account with this code has other terms.
    :raises OutsideWork: no unit of work is open.
    """
    account = Account.open_once(terms, now=current_work().now)
    if account.terms != terms:
        raise CodeTaken(code=terms.code)
    return account.id
