"""deals / core: the filing of a vehicle with the association: what is recorded, by when, and when people are told.

Source: 私募投资基金监督管理条例 (2023), article 22. How many working days it gives stands in the rulebook.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from compliance.core.findings import Finding
from compliance.core.rules.vehicle_fund import FILING_ID
from crowdfund.kernel.errors import FieldError

EVIDENCE: Final = "vehicle_filing"
"""Purpose of the files that prove a filing, and the kind of what they are about."""

WARNED_BEFORE: Final = timedelta(days=7)
"""How long before the last day the manager's company is told. Platform terms."""

LONGEST_REMARK: Final = 2_000
_NUMBER: Final = re.compile(r"[A-Z0-9]{4,20}", re.ASCII)


class FilingNotice(StrEnum):
    """What people have been told about a filing that is due; each is told once, in this order."""

    NONE = "none"
    SOON = "soon"
    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingEntry:
    """What is recorded of a filing (备案): the association's number, the legal day, and a remark.

    An officer says in the remark where it was read; whoever corrects a record says why.
    """

    number: str
    filed_on: date
    remark: str


def wrong_entry(
    entry: FilingEntry, *, raised_on: date, today: date, has_evidence: bool, is_office: bool, is_correction: bool
) -> tuple[FieldError, ...]:
    """Return what is wrong with an entry on the legal day `today`.

    The company proves what it says with a file; an office may point at the association's public register instead.
    """
    return tuple(
        _wrong(
            entry,
            raised_on=raised_on,
            today=today,
            has_evidence=has_evidence,
            is_office=is_office,
            is_correction=is_correction,
        )
    )


def _wrong(
    entry: FilingEntry, *, raised_on: date, today: date, has_evidence: bool, is_office: bool, is_correction: bool
) -> Iterator[FieldError]:
    if not _NUMBER.fullmatch(entry.number):
        yield FieldError("/number", "filing_number")
    if entry.filed_on > today:
        yield FieldError("/filed_on", "in_the_future")
    elif entry.filed_on < raised_on:
        yield FieldError("/filed_on", "before_closing")
    if not entry.remark.strip() and (is_correction or (is_office and not has_evidence)):
        yield FieldError("/remark", "required")
    if len(entry.remark) > LONGEST_REMARK:
        yield FieldError("/remark", "too_long")
    if not has_evidence and not is_office:
        yield FieldError("/evidence", "required")


def deadline_in(findings: tuple[Finding, ...]) -> date | None:
    """Return the last day that the rule on filing has named, None where it did not apply."""
    said = next((each.limit for each in findings if each.rule == FILING_ID and each.limit), "")
    return date.fromisoformat(said) if said else None


def notice_due(last: date, *, today: date, told: FilingNotice) -> FilingNotice | None:
    """Return what people are to be told on the legal day `today`; None if that was told, or nothing is due yet."""
    due = FilingNotice.NONE
    if today > last:
        due = FilingNotice.OVERDUE
    elif today == last:
        due = FilingNotice.TODAY
    elif last - today <= WARNED_BEFORE:
        due = FilingNotice.SOON
    order = list(FilingNotice)
    return due if order.index(due) > order.index(told) else None
