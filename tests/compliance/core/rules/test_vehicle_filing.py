"""The filing of a vehicle: its last day with its weekday, and what helps in every case."""

from datetime import date

import pytest

from compliance.core.engine import judge
from compliance.core.facts import FilingFacts, LegalForm, Reason, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book

RAISED = date(2024, 9, 3)
LAST = date(2024, 10, 8)


def _found(filed_on: date | Unknown | None, *, day: date, raised_on: date | Unknown = RAISED) -> Finding:
    facts = FilingFacts(vehicle_form=LegalForm.LIMITED_PARTNERSHIP, raised_on=raised_on, filed_on=filed_on)
    (finding,) = judge(facts=facts, view=book().at(day, known_at=5), rules=RULES).findings
    return finding


@pytest.mark.parametrize(
    ("filed_on", "day", "outcome"),
    [
        (None, LAST, Outcome.ADVISE),
        (None, date(2024, 10, 9), Outcome.DENY),
        (LAST, date(2026, 1, 5), Outcome.PERMIT),
        (date(2024, 10, 9), date(2026, 1, 5), Outcome.WARN),
    ],
)
def test_the_last_day_counts_and_is_said_with_its_weekday(filed_on: date | None, day: date, outcome: Outcome):
    finding = _found(filed_on, day=day)
    assert finding.outcome is outcome
    assert (finding.measured, finding.limit) == ((filed_on or day).isoformat(), LAST.isoformat())
    assert "2024-10-08（周二）" in finding.message.zh
    assert "Tue 8 Oct 2024" in finding.message.en
    assert finding.citation.article == "22"
    assert bool(finding.remedy) is (outcome is not Outcome.PERMIT)


@pytest.mark.parametrize("name", ["raised_on", "filed_on"])
def test_a_day_that_nobody_knows_is_referred_by_its_name(name: str):
    days: dict[str, date | Unknown | None] = {"raised_on": RAISED, "filed_on": None, name: Unknown(Reason.NOT_STATED)}
    raised_on = days["raised_on"]
    assert raised_on is not None
    finding = _found(days["filed_on"], day=LAST, raised_on=raised_on)
    assert finding.outcome is Outcome.REFER
    assert FilingFacts.names[name].en in finding.remedy.en


def test_a_last_day_beyond_the_published_holidays_is_marked():
    assert "projected" in _found(None, day=date(2027, 12, 1), raised_on=date(2027, 12, 1)).message.en


def test_the_filing_was_a_part_of_another_question_until_release_4():
    facts = FilingFacts(vehicle_form=LegalForm.LIMITED_PARTNERSHIP, raised_on=RAISED, filed_on=None)
    (finding,) = judge(facts=facts, view=book().at(LAST, known_at=4), rules=RULES).findings
    assert finding.rule == "rulebook.no_applicable_rule"
