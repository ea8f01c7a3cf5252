"""Reversing: once, exactly, and never before the entry takes effect."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from crowdfund.db.work import OutsideWork
from crowdfund.kernel.errors import NotFound
from crowdfund.ledger import queries
from crowdfund.ledger.actions.post import KeyReused
from crowdfund.ledger.actions.reverse_entry import CannotReverseEntry, reverse_entry
from crowdfund.ledger.core.assets import Quantity
from crowdfund.ledger.core.entries import PostedEntry, UnsoundEntry, mirrored
from tests.crowdfund.ledger.books import NOON, YUAN, attempted, opened, posted, rows, transfer, working

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=1)


@pytest.fixture
def accounts() -> tuple[UUID, UUID]:
    """Return two accounts in yuan."""
    first, second = opened("a", "b")
    return first, second


@pytest.fixture
def entry(accounts: tuple[UUID, UUID]) -> PostedEntry:
    """Return an entry that moved five fen."""
    return posted("k", transfer(*accounts, 5))


def _reversed(entry_id: UUID, key: str = "undo", effective_at: datetime = LATER) -> PostedEntry:
    with working(LATER):
        return reverse_entry(key=key, entry_id=entry_id, memo="by mistake", effective_at=effective_at)


def test_a_reversal_undoes_the_entry_from_its_instant_on(entry: PostedEntry, accounts: tuple[UUID, UUID]) -> None:
    reversal = _reversed(entry.id)
    assert reversal.reverses == entry.id
    assert reversal.lines == mirrored(entry.lines)
    assert queries.entry(reversal.id) == reversal
    assert queries.balance(account_id=accounts[1], as_of=LATER - timedelta(seconds=1)) == Quantity(5, YUAN)
    assert queries.balance(account_id=accounts[1], as_of=LATER) == Quantity.zero(YUAN)
    assert queries.entry(entry.id) == entry


def test_the_database_agrees(entry: PostedEntry) -> None:
    _reversed(entry.id)
    with attempted() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_entry WHERE reverses_id = %s", [str(entry.id)])
        assert cursor.fetchone() == (1,)


def test_the_same_key_returns_the_first_reversal(entry: PostedEntry) -> None:
    assert _reversed(entry.id) == _reversed(entry.id, effective_at=LATER + timedelta(days=1))
    assert rows("ledger_entry") == 2


def test_an_entry_is_reversed_once(entry: PostedEntry) -> None:
    _reversed(entry.id)
    with pytest.raises(CannotReverseEntry):
        _reversed(entry.id, key="undo again")
    assert rows("ledger_entry") == 2


def test_a_reversal_is_not_reversed(entry: PostedEntry) -> None:
    reversal = _reversed(entry.id)
    with pytest.raises(CannotReverseEntry):
        _reversed(reversal.id, key="undo the undoing")


def test_an_entry_is_not_reversed_before_it_takes_effect(entry: PostedEntry) -> None:
    with pytest.raises(CannotReverseEntry):
        _reversed(entry.id, effective_at=NOON - timedelta(microseconds=1))
    assert _reversed(entry.id, effective_at=NOON).effective_at == NOON


def test_a_key_that_posted_something_else_does_not_reverse(entry: PostedEntry) -> None:
    with pytest.raises(KeyReused):
        _reversed(entry.id, key="k")


def test_what_is_not_there_is_not_reversed() -> None:
    with pytest.raises(NotFound):
        _reversed(uuid4())


def test_a_reversal_needs_a_key(entry: PostedEntry) -> None:
    with pytest.raises(UnsoundEntry):
        _reversed(entry.id, key="")


def test_only_a_verb_reverses(entry: PostedEntry) -> None:
    with pytest.raises(OutsideWork):
        reverse_entry(key="undo", entry_id=entry.id, memo="", effective_at=LATER)
