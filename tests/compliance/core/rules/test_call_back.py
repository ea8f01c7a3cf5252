"""Nobody is called inside the cooling-off, and nobody's money leaves who was not called back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.engine import Answer, judge
from compliance.core.facts import CallBackFacts, PaidPart
from compliance.core.outcome import Outcome
from compliance.core.rules.call_back import CALLED_BACK, RULE_ID
from compliance.library import book

PAID_AT = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def part(called_after: timedelta | None, *, paid_at: datetime = PAID_AT, id: str = "a") -> PaidPart:
    called_back_at = None if called_after is None else paid_at + called_after
    return PaidPart(id=id, paid_at=paid_at, called_back_at=called_back_at)


def answer(*parts: PaidPart) -> Answer:
    return judge(facts=CallBackFacts(parts=parts), view=book().at(date(2026, 11, 23), known_at=5), rules=[CALLED_BACK])


@given(st.timedeltas(timedelta(0), timedelta(days=30)))
def test_twenty_four_hours_are_enough_and_less_is_not(after: timedelta):
    (finding,) = answer(part(after)).findings
    assert (finding.outcome is Outcome.PERMIT) is (after >= DAY)


def test_too_early_cites_the_cooling_off_and_says_from_when():
    (finding,) = answer(part(DAY - timedelta(seconds=1))).findings
    assert (finding.rule, finding.outcome, finding.citation.article) == (RULE_ID, Outcome.DENY, "29")
    assert finding.limit == (PAID_AT + DAY).isoformat()
    assert "2026-11-23（星期一）11:00:00（北京时间）" in finding.remedy.zh
    assert "Monday 2026-11-23 11:00:00 (Shanghai)" in finding.remedy.en


def test_the_silent_are_counted_and_the_last_of_them_is_named():
    later = PAID_AT + timedelta(hours=5)
    (finding,) = answer(part(DAY), part(None, id="b"), part(None, paid_at=later, id="c")).findings
    assert (finding.outcome, finding.measured, finding.limit) == (Outcome.DENY, "2", "0")
    assert finding.citation.article == "30"
    assert "2026-11-23（星期一）16:00" in finding.message.zh
    assert "2 of 3" in finding.message.en


def test_every_obstacle_is_seen_at_once():
    assert len(answer(part(timedelta(hours=1)), part(None, id="b")).findings) == 2


@pytest.mark.parametrize("release", [4])
def test_older_releases_do_not_know_it(release: int):
    found = judge(
        facts=CallBackFacts(parts=(part(DAY),)),
        view=book().at(date(2026, 11, 23), known_at=release),
        rules=[CALLED_BACK],
    )
    assert found.verdict is Outcome.REFER
