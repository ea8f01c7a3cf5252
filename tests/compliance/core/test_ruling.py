"""A stored answer knows whether a second answer is the same."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from compliance.core.canonical import facts_hash, plain_facts
from compliance.core.engine import Answer, judge
from compliance.core.facts import LegalForm, RoundFacts
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.core.sentences import Sentence
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

DAY = date(2026, 11, 22)
FACTS = RoundFacts(minimum_ticket=Money(1, Currency.CNY), vehicle_form=LegalForm.LIMITED_PARTNERSHIP)
VIEW = book().at(DAY, known_at=1)
ANSWER = judge(facts=FACTS, view=VIEW, rules=RULES)


def ruling(**changes) -> Ruling:
    plain = plain_facts(FACTS)
    made = Ruling(
        id=UUID(int=1),
        subject_kind="round",
        subject_id=UUID(int=2),
        organisation_id=None,
        facts_kind="round",
        facts=plain,
        facts_hash=facts_hash(kind="round", plain=plain),
        as_of=DAY,
        release=1,
        book_hash=VIEW.hash,
        verdict=ANSWER.verdict,
        findings=ANSWER.findings,
        trace=tuple(step.to_plain() for step in ANSWER.trace),
        actor_kind="person",
        actor_id=UUID(int=3),
        determined_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return replace(made, **changes)


def test_the_same_answer_is_no_difference():
    assert ruling().difference(again=ANSWER, book_hash=VIEW.hash) == ""
    assert ruling().question() == FACTS


def test_the_first_difference_is_named():
    assert "another hash" in ruling().difference(again=ANSWER, book_hash="0" * 64)
    other = Answer(verdict=Outcome.PERMIT, findings=ANSWER.findings, trace=ANSWER.trace)
    assert ruling().difference(again=other, book_hash=VIEW.hash) == "the verdict is PERMIT and was DENY"
    assert ruling(findings=()).difference(again=ANSWER, book_hash=VIEW.hash) == "the findings differ"
    assert ruling(trace=()).difference(again=ANSWER, book_hash=VIEW.hash) == "the trace differs"


def test_wording_is_no_difference():
    said = Sentence(zh="换个说法", en="said differently")
    other = Answer(
        verdict=ANSWER.verdict,
        findings=tuple(replace(each, message=said, remedy=said) for each in ANSWER.findings),
        trace=tuple(replace(each, reason=said) for each in ANSWER.trace),
    )
    assert ruling().difference(again=other, book_hash=VIEW.hash) == ""


@pytest.mark.parametrize(
    "changes", [{"facts_hash": "0" * 64}, {"facts": {}}, {"facts_kind": "poem"}], ids=["hash", "facts", "kind"]
)
def test_facts_that_were_changed_are_not_asked_again(changes):
    with pytest.raises(ValueError, match="not the ones that were hashed"):
        ruling(**changes).question()


def test_facts_of_a_kind_that_no_longer_exists_are_not_asked_again():
    with pytest.raises(ValueError, match="no facts of the kind 'poem'"):
        ruling(facts_kind="poem", facts={}, facts_hash=facts_hash(kind="poem", plain={})).question()
