"""`manage.py ledger check`: green on a sound ledger, and it names what somebody falsified with the guards off."""

from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from crowdfund.ledger.actions.reverse_entry import reverse_entry
from crowdfund.ledger.core.entries import EntryContent, PostedEntry
from crowdfund.ledger.core.integrity import FaultKind
from crowdfund.ledger.management.commands.ledger import SENTENCES
from tests.crowdfund.ledger.books import NOON, opened, posted, transfer, working

pytestmark = pytest.mark.django_db(transaction=True)


class Books:
    """Two accounts, an entry, another one, and its reversal."""

    def __init__(self) -> None:
        self.source, self.target = opened("a", "b")
        self.entry = posted("k", transfer(self.source, self.target, 5))
        self.other = posted("o", transfer(self.source, self.target, 7))
        with working():
            self.reversal = reverse_entry(key="u", entry_id=self.other.id, memo="", effective_at=NOON)


def _checked(language: str = "en") -> str:
    out = StringIO()
    with override(language):
        call_command("ledger", "check", stdout=out)
    return out.getvalue()


def test_a_sound_ledger_is_counted() -> None:
    Books()
    assert _checked() == "The ledger is sound. Accounts: 2, entries: 3, postings: 6.\n"
    assert _checked("zh-hans") == "账簿无误。账户 2 个，分录 3 笔，过账 6 笔。\n"


def test_an_empty_ledger_is_sound() -> None:
    assert _checked() == "The ledger is sound. Accounts: 0, entries: 0, postings: 0.\n"


Falsified = tuple[str, list[Any], UUID]


def _amount(books: Books) -> Falsified:
    sql = "UPDATE ledger_posting SET units = 6 WHERE entry_id = %s AND units = 5"
    return sql, [str(books.entry.id)], books.entry.id


def _both_amounts(books: Books) -> Falsified:
    return "UPDATE ledger_posting SET units = units * 2 WHERE entry_id = %s", [str(books.entry.id)], books.entry.id


def _memo(books: Books) -> Falsified:
    return "UPDATE ledger_entry SET memo = 'innocent' WHERE id = %s", [str(books.entry.id)], books.entry.id


def _instant(books: Books) -> Falsified:
    sql = (
        "WITH dated AS (UPDATE ledger_entry SET effective_at = %s WHERE id = %s RETURNING id, effective_at)"
        " UPDATE ledger_posting SET effective_at = dated.effective_at FROM dated WHERE entry_id = dated.id"
    )
    return sql, [NOON + timedelta(days=1), str(books.entry.id)], books.entry.id


def _instant_of_a_posting(books: Books) -> Falsified:
    sql = "UPDATE ledger_posting SET effective_at = %s WHERE entry_id = %s AND line = 2"
    return sql, [NOON + timedelta(days=1), str(books.entry.id)], books.entry.id


def _postings(books: Books) -> Falsified:
    return "DELETE FROM ledger_posting WHERE entry_id = %s", [str(books.entry.id)], books.entry.id


def _entry(books: Books) -> Falsified:
    return "DELETE FROM ledger_entry WHERE id = %s", [str(books.entry.id)], books.entry.id


def _account(books: Books) -> Falsified:
    return "DELETE FROM ledger_account WHERE id = %s", [str(books.source)], books.source


def _asset(books: Books) -> Falsified:
    return "UPDATE ledger_account SET asset = 'cash:USD' WHERE id = %s", [str(books.target)], books.target


def _what_is_reversed(books: Books) -> Falsified:
    said = EntryContent(
        key="u", lines=books.reversal.lines, memo="", effective_at=NOON, reverses=books.entry.id
    ).fingerprint()
    sql = "UPDATE ledger_entry SET reverses_id = %s, fingerprint = %s WHERE id = %s"
    return sql, [str(books.entry.id), said, str(books.reversal.id)], books.reversal.id


def _reversed_entry(books: Books) -> Falsified:
    said = EntryContent(
        key="u", lines=books.reversal.lines, memo="", effective_at=NOON, reverses=(nothing := uuid4())
    ).fingerprint()
    sql = "UPDATE ledger_entry SET reverses_id = %s, fingerprint = %s WHERE id = %s"
    return sql, [str(nothing), said, str(books.reversal.id)], books.reversal.id


@pytest.mark.parametrize(
    ("falsify", "kind"),
    [
        (_amount, FaultKind.ENTRY_IS_UNBALANCED),
        (_both_amounts, FaultKind.ENTRY_WAS_ALTERED),
        (_memo, FaultKind.ENTRY_WAS_ALTERED),
        (_instant, FaultKind.ENTRY_WAS_ALTERED),
        (_instant_of_a_posting, FaultKind.POSTING_HAS_ANOTHER_INSTANT),
        (_postings, FaultKind.ENTRY_HAS_NO_POSTINGS),
        (_entry, FaultKind.ENTRY_IS_MISSING),
        (_account, FaultKind.ACCOUNT_IS_MISSING),
        (_asset, FaultKind.ACCOUNT_HOLDS_ANOTHER_ASSET),
        (_what_is_reversed, FaultKind.REVERSAL_IS_NO_MIRROR),
        (_reversed_entry, FaultKind.REVERSAL_IS_NO_MIRROR),
    ],
)
def test_what_was_falsified_is_named(
    falsify: Callable[[Books], Falsified], kind: FaultKind, superuser_connection: Any
) -> None:
    books = Books()
    sql, values, named = falsify(books)
    with superuser_connection.cursor() as intruder:
        intruder.execute("SET session_replication_role = replica")
        intruder.execute(sql, values)
        assert intruder.rowcount >= 1
    with pytest.raises(CommandError) as caught:
        _checked()
    with override("en"):
        assert str(caught.value) == str(SENTENCES[kind]) % {"id": named}
    assert caught.value.returncode == 1


def test_every_fault_has_a_sentence_that_names_the_row() -> None:
    assert set(SENTENCES) == set(FaultKind)
    assert all("%(id)s" in str(sentence) for sentence in SENTENCES.values())


def test_the_first_of_several_faults_is_named(superuser_connection: Any) -> None:
    books = Books()
    with superuser_connection.cursor() as intruder:
        intruder.execute("SET session_replication_role = replica")
        intruder.execute("UPDATE ledger_entry SET memo = 'innocent'")
    with pytest.raises(CommandError, match=str(_first(books).id)):
        _checked()


def _first(books: Books) -> PostedEntry:
    return min([books.entry, books.other, books.reversal], key=lambda entry: entry.id)
