"""What would come out otherwise: rule by rule, what gets worse first, and wording is no difference."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.sentences import Sentence
from compliance.core.whatif import Otherwise, ask_otherwise, differences
from compliance.library import book
from tests.compliance.core.test_engine import found
from tests.compliance.core.test_replay import ruling

A = found("a", Outcome.PERMIT)
B = found("b", Outcome.WARN)


def told(before, after):
    return [
        (each.rule, each.before and each.before.outcome, each.after and each.after.outcome)
        for each in differences(before, after)
    ]


def test_the_same_findings_in_another_order_or_other_words_are_no_difference():
    said = replace(A, message=Sentence(zh="好", en="Fine"), remedy=Sentence(zh="无", en="None"))
    assert told([A, B], [B, said]) == []


def test_what_gets_worse_stands_first_and_what_appears_or_goes_is_named():
    worse, new = replace(B, outcome=Outcome.DENY), found("c", Outcome.PERMIT)
    assert told([A, B], [worse, new]) == [
        ("b", Outcome.WARN, Outcome.DENY),
        ("c", None, Outcome.PERMIT),
        ("a", Outcome.PERMIT, None),
    ]


@pytest.mark.parametrize("change", [{"measured": "1"}, {"limit": "2"}, {"unit": "persons"}])
def test_another_measure_or_limit_is_a_difference_though_the_outcome_stays(change):
    (one,) = differences([A], [replace(A, **change)])
    assert not one.is_graver


def test_the_day_of_the_question_alone_is_no_difference_but_a_deadline_or_an_outcome_is():
    before = replace(A, measured="2026-11-16", limit="2028-11-06", unit="day")
    after = replace(before, measured="2026-11-22")
    assert told([before], [after]) == []
    assert len(differences([before], [replace(after, limit="2028-11-07")])) == 1
    assert len(differences([before], [replace(after, outcome=Outcome.DENY)])) == 1


def test_findings_of_one_rule_are_matched_by_moment_and_person():
    opening, close = replace(A, basis="opening"), replace(A, basis="close")
    assert told([opening, close], [close, replace(opening, outcome=Outcome.DENY)]) == [
        ("a", Outcome.PERMIT, Outcome.DENY)
    ]
    first, second = replace(A, about="one"), replace(A, about="two")
    assert told([first, second], [second]) == [("a", Outcome.PERMIT, None)]


def test_several_findings_of_one_place_are_taken_in_turn():
    assert told([A, B, B], [A, B]) == [("b", Outcome.WARN, None)]


def view(day):
    return book().at(day, known_at=book().latest_release.number)


def test_on_its_own_day_a_question_has_its_own_answer():
    assert ask_otherwise(ruling(), view=view(date(2026, 11, 22)), rules=RULES) is None


def test_before_the_law_the_rule_is_referred_and_not_carried_back():
    stored = ruling()
    otherwise = ask_otherwise(stored, view=view(date(2014, 8, 20)), rules=RULES)
    assert otherwise is not None
    assert (stored.verdict, otherwise.verdict) == (Outcome.DENY, Outcome.REFER)
    gone = next(each for each in otherwise.differences if each.rule == "round.private_fund_2014.minimum_ticket")
    assert gone.before is not None
    assert gone.after is not None
    assert (gone.before.outcome, gone.after.outcome) == (Outcome.DENY, Outcome.REFER)
    assert "was not law on 2014-08-20" in gone.after.message.en


def test_altered_facts_are_a_trouble_and_no_answer():
    stored = replace(ruling(), facts_hash="0" * 64)
    otherwise = ask_otherwise(stored, view=view(date(2026, 11, 22)), rules=RULES)
    assert otherwise == Otherwise(
        ruling=stored, verdict=None, differences=(), trouble="the facts are not the ones that were hashed"
    )
