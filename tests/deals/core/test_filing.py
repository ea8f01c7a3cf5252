"""When people are told of a filing, and the last day as the rule named it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.engine import judge
from compliance.core.facts import FilingFacts, LegalForm
from compliance.core.rules import RULES
from compliance.library import book
from deals.core.filing import FilingNotice, deadline_in, notice_due

LAST = date(2026, 12, 18)


@pytest.mark.parametrize(
    ("days", "due"),
    [(-8, None), (-7, "soon"), (-1, "soon"), (0, "today"), (1, "overdue"), (400, "overdue")],
)
def test_a_week_before_on_the_day_and_after_it(days: int, due: str | None):
    assert notice_due(LAST, today=LAST + timedelta(days=days), told=FilingNotice.NONE) == due


@given(st.integers(-20, 20), st.sampled_from(FilingNotice))
def test_nothing_is_told_twice_and_nothing_milder_follows(days: int, told: FilingNotice):
    today = LAST + timedelta(days=days)
    due = notice_due(LAST, today=today, told=told)
    if due is not None:
        assert list(FilingNotice).index(due) > list(FilingNotice).index(told)
        assert notice_due(LAST, today=today, told=due) is None


@pytest.mark.parametrize(("day", "last"), [(date(2024, 9, 3), date(2024, 10, 8)), (date(2023, 8, 31), None)])
def test_the_last_day_is_what_the_rule_named(day: date, last: date | None):
    facts = FilingFacts(vehicle_form=LegalForm.LIMITED_PARTNERSHIP, raised_on=day, filed_on=None)
    answer = judge(facts=facts, view=book().at(day, known_at=5), rules=RULES)
    assert deadline_in(answer.findings) == last
