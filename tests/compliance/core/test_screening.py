"""Where somebody stands follows from all of their checks, from the lists, and from the day."""

from datetime import date, timedelta

import pytest

from compliance.core.book import NotInForce
from compliance.core.screening import (
    Lists,
    PersonalStanding,
    Screened,
    ScreeningPolicy,
    ScreeningStanding,
    decide_by,
    expiry_of,
    policy_on,
    standing_of,
    told_to_the_person,
    wait_after,
    wrong_reason,
)
from compliance.core.states import ScreeningState as State

DAY = date(2026, 11, 22)
NOW_LISTS = Lists(version="v2", known_on=DAY - timedelta(days=30))


def clearance(*, on: date = DAY, version: str = "v2", state: State = State.CLEAR) -> Screened:
    return Screened(state=state, lists_version=version, cleared_on=on, expires_on=expiry_of(on))


def standing(*checks: Screened, lists: Lists | None = NOW_LISTS, on: date = DAY) -> str:
    """Checks are given with the latest first."""
    return standing_of(checks, lists=lists, on=on).value


def test_without_a_check_nobody_is_clear():
    assert standing() == "never"


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (State.REQUESTED, "waiting"),
        (State.FAILED, "waiting"),
        (State.HIT, "hit"),
        (State.MISMATCH, "hit"),
        (State.CONFIRMED, "confirmed"),
    ],
)
def test_only_a_clearance_is_clear(state, expected):
    assert standing(Screened(state=state)) == expected


@pytest.mark.parametrize("state", [State.CLEAR, State.CLEARED])
def test_a_clearance_counts_from_its_first_to_its_last_day(state):
    given = clearance(on=date(2026, 8, 31), state=state)
    days = [date(2026, 8, 30), date(2026, 8, 31), date(2027, 2, 27), date(2027, 2, 28)]
    assert [standing(given, on=day) for day in days] == ["expired", "clear", "clear", "expired"]


def test_a_clearance_against_older_lists_counts_for_some_days_of_grace():
    learned = Lists(version="v3", known_on=DAY)
    days = [DAY + timedelta(days=number) for number in range(5)]
    assert [standing(clearance(), lists=learned, on=day) for day in days] == [
        "clear",
        "clear",
        "clear",
        "expired",
        "expired",
    ]


def test_before_the_first_lists_are_known_the_version_does_not_matter():
    assert standing(clearance(version="v1"), lists=None) == "clear"


def test_a_check_that_waits_takes_nothing_from_a_clearance_that_counts():
    assert standing(Screened(state=State.REQUESTED), clearance()) == "clear"
    assert standing(Screened(state=State.FAILED), clearance()) == "clear"


def test_a_clearance_that_has_ended_leaves_who_waits_waiting():
    assert standing(Screened(state=State.REQUESTED), clearance(on=date(2025, 1, 1))) == "waiting"
    assert standing(Screened(state=State.FAILED), clearance(on=date(2025, 1, 1))) == "waiting"


@pytest.mark.parametrize("state", [State.HIT, State.MISMATCH])
def test_what_is_undecided_stops_however_old_it_is(state):
    assert standing(clearance(), Screened(state=state)) == "hit"


def test_a_confirmed_hit_stops_until_a_later_check_was_cleared():
    confirmed = Screened(state=State.CONFIRMED)
    assert standing(Screened(state=State.REQUESTED), confirmed, clearance()) == "confirmed"
    assert standing(Screened(state=State.HIT), confirmed) == "confirmed"
    assert standing(clearance(state=State.CLEARED), confirmed) == "clear"
    assert standing(clearance(), confirmed) == "clear"


def test_no_day_without_terms():
    first = date(2014, 1, 1)
    assert policy_on(first) == ScreeningPolicy(
        valid_months=6, early_days=14, grace_days=3, repeat_days=1, decide_days=5
    )
    with pytest.raises(NotInForce):
        policy_on(first - timedelta(days=1))


def test_an_officer_has_five_days():
    assert decide_by(DAY) == date(2026, 11, 27)


def test_waiting_doubles_up_to_half_an_hour():
    assert [wait_after(number).seconds for number in (1, 2, 7, 8, 9, 400)] == [15, 30, 960, 1800, 1800, 1800]
    with pytest.raises(ValueError, match="no wait"):
        wait_after(0)


def test_a_reason_is_written_and_not_a_book():
    assert [[error.code for error in wrong_reason(text)] for text in ("", "  ", "x" * 2001, "He is another.")] == [
        ["required"],
        ["required"],
        ["too_long"],
        [],
    ]


def test_a_hit_looks_to_the_person_like_any_check_under_way():
    assert {told_to_the_person(word) for word in (ScreeningStanding.HIT, ScreeningStanding.WAITING)} == {
        PersonalStanding.UNDER_WAY
    }
    assert {word for word in ScreeningStanding if told_to_the_person(word) is PersonalStanding.CLEAR} == {
        ScreeningStanding.CLEAR
    }
