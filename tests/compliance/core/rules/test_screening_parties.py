"""Everybody in a step has passed the screening; the offices read who has not, a company only that somebody has not."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from compliance.core.engine import Answer, judge
from compliance.core.facts import CounterpartyFacts, Facts, PartiesFacts, PartyRole, Reason, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules.screening_parties import (
    COUNTERPARTY_ID,
    PARTIES_ID,
    SCREENING_COUNTERPARTY,
    SCREENING_PARTIES,
)
from compliance.library import book

FIRST_DAY = date(2014, 1, 1)


def answer(facts: Facts, day: date = FIRST_DAY) -> Answer:
    return judge(facts=facts, view=book().at(day, known_at=5), rules=[SCREENING_COUNTERPARTY, SCREENING_PARTIES])


def parties(*, under_way: tuple[str, ...] = (), due: tuple[str, ...] = (), stopped: tuple[str, ...] = ()) -> Answer:
    return answer(PartiesFacts(asked=4, under_way=under_way, due=due, stopped=stopped))


def test_everybody_has_passed():
    (finding,) = parties().findings
    assert (finding.rule, finding.outcome, finding.measured, finding.limit) == (PARTIES_ID, Outcome.PERMIT, "4", "4")
    assert (finding.citation.law, finding.citation.article) == ("平台合规规则", "40")


def test_whoever_has_not_passed_is_named_the_gravest_first():
    found = parties(under_way=("a",), due=("b",), stopped=("c",))
    assert [(each.about, each.outcome) for each in found.findings] == [
        ("c", Outcome.DENY),
        ("a", Outcome.REFER),
        ("b", Outcome.REFER),
    ]
    assert found.verdict is Outcome.DENY
    assert all(each.remedy for each in found.findings)


@pytest.mark.parametrize("given", [{"under_way": ("a",)}, {"due": ("a",)}])
def test_one_who_has_not_passed_refers_the_step(given: dict[str, tuple[str, ...]]):
    assert parties(**given).verdict is Outcome.REFER


@pytest.mark.parametrize("party", PartyRole)
def test_a_company_reads_one_of_two_answers(party: PartyRole):
    (passed,) = answer(CounterpartyFacts(party=party, has_passed=True)).findings
    (waits,) = answer(CounterpartyFacts(party=party, has_passed=False)).findings
    assert (passed.rule, passed.outcome, waits.outcome) == (COUNTERPARTY_ID, Outcome.PERMIT, Outcome.REFER)
    assert waits.remedy["zh"]
    assert not any(word in waits.message["zh"] + waits.remedy["zh"] for word in ("命中", "停止", "名单"))


def test_what_is_missing_is_referred():
    (finding,) = answer(CounterpartyFacts(party=PartyRole.LEAD, has_passed=Unknown(Reason.NOT_CHECKED))).findings
    assert finding.outcome is Outcome.REFER


@pytest.mark.parametrize("name", ["asked", "under_way", "due", "stopped"])
def test_a_list_that_is_not_known_is_referred_and_never_taken_for_empty(name: str):
    known = PartiesFacts(asked=4, under_way=(), due=(), stopped=())
    (finding,) = answer(replace(known, **{name: Unknown(Reason.NOT_CHECKED)})).findings
    assert finding.outcome is Outcome.REFER


def test_nothing_is_claimed_for_days_before_the_first():
    day = FIRST_DAY - timedelta(days=1)
    for facts in (
        CounterpartyFacts(party=PartyRole.LEAD, has_passed=True),
        PartiesFacts(asked=1, under_way=(), due=(), stopped=()),
    ):
        assert answer(facts, day).verdict is Outcome.REFER
