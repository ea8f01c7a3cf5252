"""What a clearance lifts, who has to agree and for how long."""

from datetime import date, timedelta

import pytest

from compliance.core.citation import Citation
from compliance.core.clearance import (
    LONGEST_REASON,
    NotClearable,
    Obstacle,
    clearable_in,
    is_clearable,
    lifts,
    needs_second_officer,
    obstacles_in,
    usual_expiry,
    wrong_expiry,
    wrong_reason,
)
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.sentences import NOTHING_TO_SAY

TODAY = date(2026, 11, 22)


def found(rule: str, outcome: Outcome, basis: str = "") -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        measured="",
        limit="",
        citation=Citation("某法", "1", TODAY),
        message=NOTHING_TO_SAY,
        remedy=NOTHING_TO_SAY,
        basis=basis,
    )


def test_only_what_stops_is_cleared():
    findings = [found("a", Outcome.PERMIT), found("b", Outcome.WARN, "close"), found("c", Outcome.ADVISE)]
    assert clearable_in(findings) == (Obstacle("b", "close", "", Outcome.WARN),)


@pytest.mark.parametrize("outcomes", [[], [Outcome.PERMIT], [Outcome.ADVISE], [Outcome.WARN, Outcome.DENY]])
def test_nothing_or_a_denial_can_not_be_cleared(outcomes):
    with pytest.raises(NotClearable):
        clearable_in([found(f"r{number}", each) for number, each in enumerate(outcomes)])


def test_a_warning_takes_two_officers_and_a_referral_one():
    assert needs_second_officer(obstacles_in([found("a", Outcome.REFER), found("b", Outcome.WARN)]))
    assert not needs_second_officer(obstacles_in([found("a", Outcome.REFER)]))


def test_a_clearance_covers_the_same_obstacles_and_fewer():
    cleared = obstacles_in([found("a", Outcome.WARN), found("b", Outcome.REFER)])
    assert lifts(cleared, [found("a", Outcome.WARN)])
    assert not lifts(cleared, [found("a", Outcome.WARN, "step_up")])
    assert not lifts(cleared, [found("a", Outcome.DENY)])
    assert not lifts(cleared, [found("c", Outcome.WARN)])


def test_an_obstacle_reads_back_as_written():
    obstacle = Obstacle("a", "close", "issuer", Outcome.REFER)
    assert Obstacle.from_plain(obstacle.to_plain()) == obstacle


def test_it_ends_after_thirty_days_and_at_most_ninety():
    assert usual_expiry(TODAY) == date(2026, 12, 22)
    days = [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=90), TODAY + timedelta(days=91)]
    assert [bool(wrong_expiry(day, today=TODAY)) for day in days] == [True, False, False, True]


@pytest.mark.parametrize(("reason", "is_wrong"), [(" ", True), ("x", False), ("x" * (LONGEST_REASON + 1), True)])
def test_a_reason_says_something(reason, is_wrong):
    assert bool(wrong_reason(reason, at="/opinion")) is is_wrong


def test_what_the_screening_decides_no_clearance_lifts():
    waiting = found("screening.clear", Outcome.REFER)
    with pytest.raises(NotClearable):
        clearable_in([waiting, found("a", Outcome.REFER)])
    assert is_clearable([found("a", Outcome.REFER)])
    assert not is_clearable([waiting])
    assert not lifts([Obstacle("screening.clear", "", "", Outcome.REFER)], [waiting])
