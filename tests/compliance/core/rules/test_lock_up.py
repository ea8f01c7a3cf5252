"""Lots are locked on every day before the first free one, and on no other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.engine import Answer, judge
from compliance.core.facts import Board, HolderPart, LockUpFacts, Reason, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules.lock_up import LOCK_UP
from compliance.library import book
from crowdfund.kernel.days import add_months

MONTHS = {HolderPart.OTHER: 12, HolderPart.CONTROLLER: 36}


def answer(
    part: HolderPart | Unknown,
    listed_on: date | Unknown,
    sale_on: date,
    board: Board | Unknown = Board.MAIN,
) -> Answer:
    facts = LockUpFacts(board=board, part=part, listed_on=listed_on, sale_on=sale_on)
    return judge(facts=facts, view=book().at(sale_on, known_at=3), rules=[LOCK_UP])


@given(st.sampled_from(HolderPart), st.dates(date(2023, 2, 17), date(2040, 1, 1)))
def test_the_first_free_day_is_the_listing_plus_the_months_of_the_part(part: HolderPart, listed_on: date):
    first_free = add_months(listed_on, MONTHS[part])
    for day, outcome in ((first_free, Outcome.PERMIT), (first_free - timedelta(days=1), Outcome.DENY)):
        (finding,) = answer(part, listed_on, day).findings
        assert (finding.outcome, finding.limit, finding.unit) == (outcome, first_free.isoformat(), "day")


def test_the_article_is_that_of_the_part():
    day = date(2027, 3, 15)
    cited = {part: answer(part, day, day).findings[0].citation.article for part in HolderPart}
    assert cited == {HolderPart.OTHER: "3.1.9", HolderPart.CONTROLLER: "3.1.10"}


@pytest.mark.parametrize("reason", list(Reason))
def test_what_is_missing_is_referred_and_named(reason: Reason):
    day = date(2027, 3, 15)
    for found in (
        answer(Unknown(reason), day, day),
        answer(HolderPart.OTHER, Unknown(reason), day),
        answer(HolderPart.OTHER, day, day, Unknown(reason)),
    ):
        assert found.findings[0].outcome is Outcome.REFER
