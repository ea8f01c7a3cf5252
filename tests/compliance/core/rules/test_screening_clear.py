"""Only a screening that was passed lets anybody subscribe or lead; what was found is never said."""

from datetime import date

import pytest

from compliance.core.engine import Answer, judge
from compliance.core.facts import Reason, ScreeningFacts, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules.screening_clear import RULE_ID, SCREENING_CLEAR, SCREENING_CLEAR_4
from compliance.core.screening import PersonalStanding, ScreeningStanding, told_to_the_person
from compliance.library import book

FIRST_DAY = date(2014, 1, 1)


def answer(standing: PersonalStanding | Unknown, day: date = FIRST_DAY, *, release: int = 5) -> Answer:
    view = book().at(day, known_at=release)
    return judge(facts=ScreeningFacts(standing=standing), view=view, rules=[SCREENING_CLEAR_4, SCREENING_CLEAR])


@pytest.mark.parametrize("standing", [PersonalStanding.UNDER_WAY, PersonalStanding.DUE])
def test_what_release_4_said_it_says_for_ever(standing: PersonalStanding):
    (then,), (now,) = (answer(standing, release=number).findings for number in (4, 5))
    assert then.remedy.en == "Wait until the screening has ended; you will be told. Silence never counts as passed."
    assert (then.outcome, then.message) == (now.outcome, now.message)
    assert then.remedy != now.remedy


OUTCOMES = {
    ScreeningStanding.CLEAR: Outcome.PERMIT,
    ScreeningStanding.WAITING: Outcome.REFER,
    ScreeningStanding.HIT: Outcome.REFER,
    ScreeningStanding.EXPIRED: Outcome.REFER,
    ScreeningStanding.NEVER: Outcome.REFER,
    ScreeningStanding.CONFIRMED: Outcome.DENY,
}


@pytest.mark.parametrize(("standing", "outcome"), OUTCOMES.items())
def test_each_standing_has_its_outcome_and_cites_the_platform(standing: ScreeningStanding, outcome: Outcome):
    (finding,) = answer(told_to_the_person(standing)).findings
    assert (finding.rule, finding.outcome) == (RULE_ID, outcome)
    assert (finding.citation.law, finding.citation.article) == ("平台合规规则", "13")
    assert bool(finding.remedy) is (outcome is not Outcome.PERMIT)


def test_a_hit_reads_as_a_check_that_has_not_ended():
    hit, waiting = (told_to_the_person(word) for word in (ScreeningStanding.HIT, ScreeningStanding.WAITING))
    assert answer(hit).findings == answer(waiting).findings


@pytest.mark.parametrize("reason", [reason for reason in Reason if reason is not Reason.NOT_SENT])
def test_what_is_missing_is_referred(reason: Reason):
    (finding,) = answer(Unknown(reason)).findings
    assert finding.outcome is Outcome.REFER


def test_nothing_is_claimed_for_days_before_the_first():
    (before,) = answer(PersonalStanding.CLEAR, date(2013, 12, 31)).findings
    assert before.outcome is Outcome.REFER
