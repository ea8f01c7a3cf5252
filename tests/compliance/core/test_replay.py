"""A stored answer comes out the same, or the difference is a sentence; no row stops the look at the next."""

from dataclasses import replace as changed
from datetime import date
from uuid import uuid4

import pytest

from compliance.core.canonical import facts_hash, plain_facts
from compliance.core.engine import judge
from compliance.core.facts import LegalForm, RoundFacts
from compliance.core.replay import replay
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.library import book
from crowdfund.kernel.money import Currency, Money
from tests.compliance.questions import NOW

FACTS = RoundFacts(minimum_ticket=Money.parse("800000.00", Currency.CNY), vehicle_form=LegalForm.LIMITED_PARTNERSHIP)


def ruling(release: int = 4) -> Ruling:
    view = book().at(date(2026, 11, 22), known_at=release)
    answer = judge(facts=FACTS, view=view, rules=RULES)
    plain = plain_facts(FACTS)
    return Ruling(
        id=uuid4(),
        subject_kind="round",
        subject_id=uuid4(),
        organisation_id=None,
        facts_kind=FACTS.kind,
        facts=plain,
        facts_hash=facts_hash(kind=FACTS.kind, plain=plain),
        as_of=view.day,
        release=release,
        book_hash=view.hash,
        verdict=answer.verdict,
        findings=answer.findings,
        trace=tuple(step.to_plain() for step in answer.trace),
        actor_kind="person",
        actor_id=uuid4(),
        determined_at=NOW,
    )


def again(stored: Ruling) -> str:
    return replay(lambda: stored, book=book(), rules=RULES)


@pytest.mark.parametrize("release", [1, 2, 3, 4])
def test_what_was_not_touched_comes_out_the_same_in_its_own_release(release: int):
    assert again(ruling(release)) == ""


@pytest.mark.parametrize(
    ("changes", "difference"),
    [
        ({"release": 99}, "no release 99"),
        ({"facts_kind": "poem"}, "not the ones that were hashed"),
        ({"book_hash": "0" * 64}, "another hash"),
        ({"trace": ()}, "the trace differs"),
        ({"findings": ()}, "the findings differ"),
        ({"trace": ({"rule": "a"},), "as_of": None}, "can't be computed again: TypeError"),
    ],
)
def test_what_was_altered_is_said(changes: dict[str, object], difference: str):
    assert difference in again(changed(ruling(), **changes))  # type: ignore[arg-type]


def test_a_row_that_is_no_ruling_any_more_is_a_difference():
    def read() -> Ruling:
        raise KeyError("findings")

    assert replay(read, book=book(), rules=RULES) == "the row can't be computed again: KeyError 'findings'"
