"""ledger / core: what an account is, apart from what it holds."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from crowdfund.ledger.core.assets import Asset

CODE_PATTERN: Final = r"^[a-z0-9][a-zA-Z0-9:._-]{0,119}$"
"""How an account's code is written; the database checks the same expression."""

_CODE: Final = re.compile(CODE_PATTERN)


class AccountKind(StrEnum):
    """The side of the balance sheet an account stands on (会计科目类别)."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose account it is: a kind ("round", "vehicle", "organisation") and the row's id, opaque to this room."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTerms:
    """What is fixed when an account is opened, and for ever.

    :raises ValueError: `code` is not a code.
    """

    code: str
    asset: Asset
    kind: AccountKind
    owner: Owner

    def __post_init__(self) -> None:
        if _CODE.fullmatch(self.code) is None:
            raise ValueError(f"{self.code!r} is not an account code")
