"""ledger / core: how a ledger whose guards were switched off gives itself away."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from crowdfund.ledger.core.entries import Line, PostedEntry, imbalance, mirrored


class FaultKind(StrEnum):
    """What is wrong."""

    ACCOUNT_HOLDS_ANOTHER_ASSET = "account_holds_another_asset"
    ACCOUNT_IS_MISSING = "account_is_missing"
    ENTRY_IS_MISSING = "entry_is_missing"
    POSTING_HAS_ANOTHER_INSTANT = "posting_has_another_instant"
    ENTRY_HAS_NO_POSTINGS = "entry_has_no_postings"
    ENTRY_IS_UNBALANCED = "entry_is_unbalanced"
    ENTRY_WAS_ALTERED = "entry_was_altered"
    REVERSAL_IS_NO_MIRROR = "reversal_is_no_mirror"


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing found wrong: its kind and the id of the account or entry it names."""

    kind: FaultKind
    id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What was looked at, and the first fault, if there is one."""

    accounts: int
    entries: int
    postings: int
    fault: Fault | None


def fault_of(entry: PostedEntry, *, fingerprint: str, reversed_lines: tuple[Line, ...] | None) -> Fault | None:
    """Return what is wrong with an entry by itself, or nothing.

    :param fingerprint: the stored one.
    :param reversed_lines: the lines of the entry that this one reverses.
    """
    if not entry.lines:
        return Fault(FaultKind.ENTRY_HAS_NO_POSTINGS, entry.id)
    if imbalance(entry.lines):
        return Fault(FaultKind.ENTRY_IS_UNBALANCED, entry.id)
    if entry.fingerprint() != fingerprint:
        return Fault(FaultKind.ENTRY_WAS_ALTERED, entry.id)
    if reversed_lines is not None and Counter(mirrored(reversed_lines)) != Counter(entry.lines):
        return Fault(FaultKind.REVERSAL_IS_NO_MIRROR, entry.id)
    return None
