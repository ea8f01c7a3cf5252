"""On which days the rulebook turns."""

from datetime import date

from compliance.core.turns import turns_of
from compliance.library import book
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed, value_entry

BEGUN = date(2014, 8, 21)


def turns(law: str) -> list[tuple[date, bool, int]]:
    made = read_unsealed(law, TWO_RELEASES)
    return [(turn.on, turn.is_ending, turn.count) for turn in turns_of(made)]


def test_what_begins_on_one_day_is_counted_together():
    assert turns(LAW) == [(BEGUN, False, 2)]


def test_another_value_of_the_same_is_a_change_and_no_end():
    changed = LAW.replace("  value =", "  effective_until = 2020-01-01\n  value =") + value_entry()
    assert turns(changed) == [(BEGUN, False, 2), (date(2020, 1, 1), False, 1)]


def test_what_stops_and_what_is_repealed_later_end():
    stopped = LAW.replace("  value =", "  effective_until = 2027-01-01\n  value =")
    assert turns(stopped) == [(BEGUN, False, 2), (date(2027, 1, 1), True, 1)]
    repealed = LAW + value_entry(effective_from=None, value=None, repealed_from="2026-12-01", release=2)
    assert turns(repealed) == [(BEGUN, False, 2), (date(2026, 12, 1), True, 1)]


def test_an_unknown_beginning_is_no_turn():
    unknown = 'effective_from = "origin"\nrefer_before = 2014-08-21'
    assert turns(LAW.replace("effective_from = 2014-08-21", unknown)) == []


def test_the_book_of_the_platform_turns_when_its_statutes_say():
    found = {(turn.instrument.id, turn.on, turn.is_ending) for turn in turns_of(book())}
    assert ("company_law_2018", date(2024, 7, 1), True) in found
    assert ("company_law_2023", date(2024, 7, 1), False) in found
    assert ("private_fund_2023", date(2023, 9, 1), False) in found
