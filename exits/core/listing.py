"""exits / core: what an officer states about a listing, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from compliance.core.facts import Board, HolderPart
from crowdfund.kernel.errors import FieldError


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingTerms:
    """A listing (上市) of a company whose shares a vehicle holds.

    `listed_on` is the first day of trading, `part` the vehicle's part in the issuer, `shares` how many the vehicle
    holds, `evidence` where that can be read, for instance the announcement.
    """

    board: Board
    listed_on: date
    part: HolderPart
    shares: int
    evidence: str


def wrong_listing(terms: ListingTerms, *, acquired_on: date, today: date) -> tuple[FieldError, ...]:
    """Return what is wrong with a listing on the legal day `today`; one with any of it is not recorded."""
    return tuple(_wrong(terms, acquired_on=acquired_on, today=today))


def _wrong(terms: ListingTerms, *, acquired_on: date, today: date) -> Iterator[FieldError]:
    if terms.listed_on > today:
        yield FieldError("/listed_on", "too_large")
    elif terms.listed_on < acquired_on:
        yield FieldError("/listed_on", "not_after")
    if terms.shares <= 0:
        yield FieldError("/shares", "too_small")
    if not terms.evidence.strip():
        yield FieldError("/evidence", "required")
