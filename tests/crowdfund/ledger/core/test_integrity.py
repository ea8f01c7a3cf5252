"""Faults of a single entry."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from hypothesis import given

from crowdfund.ledger.core.entries import EntryContent, Line, PostedEntry, mirrored
from crowdfund.ledger.core.integrity import Fault, FaultKind, fault_of
from tests.crowdfund.ledger.core.strategies import balanced_lines, contents

ID = UUID(int=42)
NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)


def _posted(content: EntryContent) -> PostedEntry:
    return PostedEntry.of(content, entry_id=ID, recorded_at=NOON)


@given(contents)
def test_a_sound_entry_has_no_fault(content: EntryContent) -> None:
    assert fault_of(_posted(content), fingerprint=content.fingerprint(), reversed_lines=None) is None


@given(contents)
def test_a_reversal_is_a_mirror(content: EntryContent) -> None:
    entry, right = _posted(content), mirrored(content.lines)
    assert fault_of(entry, fingerprint=content.fingerprint(), reversed_lines=right) is None
    wrong = fault_of(entry, fingerprint=content.fingerprint(), reversed_lines=right[1:])
    assert wrong == Fault(FaultKind.REVERSAL_IS_NO_MIRROR, ID)


@given(contents)
def test_an_altered_memo_shows(content: EntryContent) -> None:
    altered = _posted(replace(content, memo=content.memo + "!"))
    fault = fault_of(altered, fingerprint=content.fingerprint(), reversed_lines=None)
    assert fault == Fault(FaultKind.ENTRY_WAS_ALTERED, ID)


@given(balanced_lines(), contents)
def test_a_lost_posting_shows(lines: tuple[Line, ...], content: EntryContent) -> None:
    content = replace(content, lines=lines)
    lost = fault_of(_posted(replace(content, lines=lines[1:])), fingerprint=content.fingerprint(), reversed_lines=None)
    assert lost == Fault(FaultKind.ENTRY_IS_UNBALANCED, ID)
    empty = fault_of(_posted(replace(content, lines=())), fingerprint=content.fingerprint(), reversed_lines=None)
    assert empty == Fault(FaultKind.ENTRY_HAS_NO_POSTINGS, ID)
