"""What changed between two releases, told in stretches of days, with article and users."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.book import UnknownRelease
from compliance.core.comparison import ChangeKind, Part, compare_releases, readers_of, timeline
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.periods import ORIGIN, Period
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed, value_entry
from tests.compliance.core.test_engine import always

RULE = always("a", Outcome.PERMIT)
LATER = {"release": 2, "encoded_on": "2026-06-01", "verified_on": "2026-06-02"}
REPEALED = {"effective_from": None, "value": None, "repealed_from": "2022-01-01", **LATER}


def changes(law, *rules, day=None, earlier=1, later=2):
    the_book = read_unsealed(law, TWO_RELEASES)
    return compare_releases(book=the_book, rules=rules or (RULE,), earlier=earlier, later=later, day=day)


def told(law, **options):
    """Return the one change of the law's value as pairs of stretch and value."""
    (change,) = changes(law, **options)
    assert (change.part, change.id) == (Part.PARAMETER, "law.ticket")
    return change.kind, *([(each.stretch, each.value) for each in side] for side in (change.before, change.after))


def test_a_release_that_says_the_same_changes_nothing():
    assert changes(LAW) == ()


def test_a_value_that_was_corrected_is_told_with_both_values():
    assert told(LAW + value_entry(**LATER)) == (
        ChangeKind.CHANGED,
        [("from 2014-08-21", "1000000.00")],
        [("2014-08-21 to 2020-01-01", "1000000.00"), ("from 2020-01-01", "2000000.00")],
    )


def test_for_a_day_on_which_nothing_changed_there_is_no_change():
    law = LAW + value_entry(**LATER)
    assert changes(law, day=date(2019, 12, 31)) == ()
    kind, before, after = told(law, day=date(2020, 1, 1))
    assert (kind, before, after) == (
        ChangeKind.CHANGED,
        [("from 2014-08-21", "1000000.00")],
        [("from 2020-01-01", "2000000.00")],
    )


def test_what_was_repealed_has_ended_from_that_day():
    law = LAW + value_entry(**REPEALED)
    assert told(law) == (
        ChangeKind.CHANGED,
        [("from 2014-08-21", "1000000.00")],
        [("2014-08-21 to 2022-01-01", "1000000.00")],
    )
    assert told(law, day=date(2022, 1, 1))[::2] == (ChangeKind.ENDED, [])
    assert {each.unit for each in changes(law)} == {"CNY"}


def test_asked_backwards_it_says_the_opposite():
    law = LAW + value_entry(**LATER)
    assert told(law, earlier=2, later=1)[1:] == told(law)[:0:-1]


def test_a_repeated_value_joins_its_neighbour():
    same = LAW + value_entry(value='"1000000.00"', **LATER)
    assert changes(same) == ()


def test_an_unknown_beginning_is_called_origin_and_keeps_its_doubt():
    law = LAW + value_entry(effective_from='"origin"', refer_before="2014-01-01", value='"1000000.00"', **LATER)
    entries = read_unsealed(law, TWO_RELEASES).parameter("law.ticket").entries
    (whole,) = timeline(entries, known_at=2)
    assert (whole.period, whole.refer_before, whole.stretch) == (Period(ORIGIN, None), date(2014, 1, 1), "from origin")
    assert changes(law, day=date(2020, 1, 1)) == ()
    assert told(law, day=date(2013, 1, 1))[0] is ChangeKind.BEGUN


def test_confidence_alone_is_a_change_because_it_decides():
    kind, *_ = told(
        LAW + value_entry(**LATER, effective_from="2014-08-21", value='"1000000.00"', confidence='"memory"')
    )
    assert kind is ChangeKind.CHANGED


def test_rules_begin_end_and_are_replaced():
    old = replace(RULE, until_release=2)
    new = always("a", Outcome.DENY, since_release=2)
    late = always("b", Outcome.PERMIT, since_release=2)
    gone = always("c", Outcome.PERMIT, until_release=2)
    found = changes(LAW, old, new, late, gone)
    assert [(each.part, each.id, each.kind) for each in found] == [
        (Part.RULE, "a", ChangeKind.CHANGED),
        (Part.RULE, "c", ChangeKind.ENDED),
        (Part.RULE, "b", ChangeKind.BEGUN),
    ]
    assert found[0].place == new.place
    assert (found[0].law.en, found[0].article) == ("Some Act", "12")


def test_who_uses_a_value_is_named_as_of_the_later_release():
    law = LAW + value_entry(**LATER)
    gone = always("gone", Outcome.PERMIT, until_release=2)
    value = next(each for each in changes(law, RULE, gone) if each.part is Part.PARAMETER)
    assert value.used_by == ("a",)


def test_whoever_reads_a_value_rests_on_the_article_that_it_cites():
    provision = book().provision("fund_raising_conduct_2016#18")
    assert "suitability.assessment_valid" in readers_of(provision, book=book(), rules=RULES)


def test_a_release_that_does_not_exist_is_refused():
    with pytest.raises(UnknownRelease, match="no release 3"):
        changes(LAW, later=3)


def test_every_step_of_the_real_book_can_be_told():
    for release in book().releases[1:]:
        found = compare_releases(book=book(), rules=RULES, earlier=release.number - 1, later=release.number)
        assert found
        assert all(each.title.zh and each.title.en and each.law.zh and each.law.en and each.article for each in found)
