"""Only a company that has passed the screening opens a raise; what was found is never said."""

from datetime import date, timedelta

import pytest

from compliance.core.engine import Answer, judge
from compliance.core.facts import CompanyScreeningFacts, Reason, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules.screening_company import RULE_ID, SCREENING_COMPANY
from compliance.core.screening import PersonalStanding
from compliance.library import book

FIRST_DAY = date(2014, 1, 1)
OUTCOMES = {
    PersonalStanding.CLEAR: Outcome.PERMIT,
    PersonalStanding.UNDER_WAY: Outcome.REFER,
    PersonalStanding.DUE: Outcome.REFER,
    PersonalStanding.STOPPED: Outcome.DENY,
}


def answer(standing: PersonalStanding | Unknown, day: date = FIRST_DAY) -> Answer:
    facts = CompanyScreeningFacts(standing=standing)
    return judge(facts=facts, view=book().at(day, known_at=5), rules=[SCREENING_COMPANY])


@pytest.mark.parametrize(("standing", "outcome"), OUTCOMES.items())
def test_each_standing_has_its_outcome_its_article_and_its_remedy(standing: PersonalStanding, outcome: Outcome):
    (finding,) = answer(standing).findings
    assert (finding.rule, finding.outcome) == (RULE_ID, outcome)
    assert (finding.citation.law, finding.citation.article) == ("平台合规规则", "41")
    assert bool(finding.remedy) is (outcome is not Outcome.PERMIT)
    assert "命中" not in finding.message["zh"] + finding.remedy["zh"]


def test_what_is_missing_is_referred():
    assert answer(Unknown(Reason.NOT_CHECKED)).verdict is Outcome.REFER


def test_nothing_is_claimed_for_days_before_the_first():
    assert answer(PersonalStanding.CLEAR, FIRST_DAY - timedelta(days=1)).verdict is Outcome.REFER
