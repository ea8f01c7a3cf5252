"""What must hold of every rule whatever the facts, the day and the release are (issue 4, paragraph 12)."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.core.canonical import facts_from_plain, plain_facts
from compliance.core.engine import Answer, judge
from compliance.core.facts import Facts, Reason, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from tests.compliance.strategies import KINDS, legal_days

NEWEST = book().latest_release.number
releases = st.integers(1, NEWEST)
lost = st.sampled_from([Unknown(reason) for reason in Reason if reason is not Reason.NOT_SENT])
"""What a caller of a calculator leaves out is not examined; whatever else is missing is referred."""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)


def answer(facts: Facts, day: date, release: int = NEWEST) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=release), rules=RULES)


def test_every_kind_of_facts_that_a_rule_asks_for_is_drawn():
    assert set(KINDS) == {rule.facts for rule in RULES}


@each_kind
@settings(max_examples=30)
@given(data=st.data(), day=legal_days, release=releases)
def test_a_question_replays_from_what_was_stored(kind: type[Facts], data: st.DataObject, day: date, release: int):
    facts = data.draw(KINDS[kind])
    again = facts_from_plain(kind=facts.kind, plain=plain_facts(facts))
    assert again == facts
    assert answer(again, day, release) == answer(facts, day, release)


@each_kind
@settings(max_examples=60)
@given(data=st.data(), day=legal_days, release=releases, unknown=lost)
def test_an_added_unknown_never_turns_a_refusal_into_a_permission(
    kind: type[Facts], data: st.DataObject, day: date, release: int, unknown: Unknown
):
    facts = data.draw(KINDS[kind])
    name = data.draw(st.sampled_from([each.name for each in fields(facts)]))
    if answer(facts, day, release).verdict.refuses:
        assert answer(replace(facts, **{name: unknown}), day, release).verdict.refuses


@each_kind
@settings(max_examples=60)
@given(data=st.data(), day=legal_days, release=releases)
def test_every_finding_says_itself_in_both_languages_and_objects_with_a_remedy(
    kind: type[Facts], data: st.DataObject, day: date, release: int
):
    """And the verdict is the worst of them, which stands first; where nothing was found nothing is permitted."""
    found = answer(data.draw(KINDS[kind]), day, release)
    for finding in found.findings:
        assert all(finding.message.values())
        assert all(finding.remedy.values()) is bool(finding.remedy) is (finding.outcome is not Outcome.PERMIT)
        assert all((finding.citation.law, finding.citation.article))
    severities = [each.outcome.severity for each in found.findings]
    assert severities == sorted(severities, reverse=True)
    assert found.verdict.severity == max(severities, default=Outcome.REFER.severity)
