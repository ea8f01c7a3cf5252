"""ledger / core: lines and entries, and what makes an entry sound."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Self
from uuid import UUID

from crowdfund.ledger.core.assets import Asset, Quantity

_LARGEST: Final = 2**63 - 1
_FINGERPRINT_VERSION: Final = "v1"


class UnsoundEntry(ValueError):
    """The lines can't make an entry; a fault of the program that put them together."""


@dataclass(frozen=True, slots=True)
class Line:
    """One side of an entry: a quantity that goes into an account, or out of it when negative.

    :raises UnsoundEntry: the quantity is zero, or larger than the database can hold (2^63 - 1).
    """

    account_id: UUID
    quantity: Quantity

    def __post_init__(self) -> None:
        if not self.quantity:
            raise UnsoundEntry("a line of nothing says nothing")
        if abs(self.quantity.amount) > _LARGEST:
            raise UnsoundEntry("a line holds at most 2^63 - 1 of an asset")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryContent:
    """What an entry says. `effective_at` (aware, business time) is the instant from which balances count it.

    `key` names the business effect ("round:<id>:close") and posts once; `reverses` is the entry that this one undoes.
    """

    key: str
    lines: tuple[Line, ...]
    memo: str
    effective_at: datetime
    reverses: UUID | None = None

    def fingerprint(self) -> str:
        """Return the digest of all that the entry says, with the version of its form.

        Whoever changes a stored entry behind the database's back must also change this, and it can be told to an
        audit event, which is sealed.
        """
        said = [
            self.key,
            self.memo,
            self.effective_at.astimezone(UTC).isoformat(timespec="microseconds"),
            str(self.reverses or ""),
            [[str(line.account_id), line.quantity.asset.code, line.quantity.amount] for line in self.lines],
        ]
        text = json.dumps(said, ensure_ascii=True, separators=(",", ":"))
        return f"{_FINGERPRINT_VERSION}:{hashlib.sha256(text.encode()).hexdigest()}"

    def says_the_same_as(self, other: "EntryContent") -> bool:
        """Tell whether both move the same, in whatever order of lines: a retry may have another memo or instant."""
        return self.reverses == other.reverses and Counter(self.lines) == Counter(other.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedEntry(EntryContent):
    """An entry as it stands in the ledger. `recorded_at` is the real time of the database."""

    id: UUID
    recorded_at: datetime

    @classmethod
    def of(cls, content: EntryContent, *, entry_id: UUID, recorded_at: datetime) -> Self:
        """Return `content` as posted."""
        return cls(
            key=content.key,
            lines=content.lines,
            memo=content.memo,
            effective_at=content.effective_at,
            reverses=content.reverses,
            id=entry_id,
            recorded_at=recorded_at,
        )


def imbalance(lines: Iterable[Line]) -> dict[Asset, int]:
    """Return by how much the lines miss zero, for each asset in which they do."""
    sums: Counter[Asset] = Counter()
    for line in lines:
        sums[line.quantity.asset] += line.quantity.amount
    return {asset: off for asset, off in sums.items() if off}


def require_sound(content: EntryContent) -> None:
    """Let a sound entry pass: it has a key, an aware instant, lines, and sums to zero in every asset.

    :raises UnsoundEntry: naming what is wrong.
    """
    if not content.key:
        raise UnsoundEntry("an entry needs a key")
    if content.effective_at.tzinfo is None:
        raise UnsoundEntry("an entry needs an instant with a zone")
    if not content.lines:
        raise UnsoundEntry("an entry needs lines")
    if off := imbalance(content.lines):
        told = ", ".join(f"{asset.code} by {amount}" for asset, amount in sorted(off.items()))
        raise UnsoundEntry(f"the lines do not sum to zero: off in {told}")


def mirrored(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return the lines that undo `lines`, in the same order."""
    return tuple(Line(line.account_id, -line.quantity) for line in lines)
