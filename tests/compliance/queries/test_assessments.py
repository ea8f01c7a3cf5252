"""The latest assessment counts; what ends soon is shown to those who watch the board."""

from datetime import date, timedelta

import pytest

from compliance.core.facts import InvestorClass
from compliance.queries.assessments import (
    assessment_seen_by,
    assessment_stamp,
    assessments_ending,
    assessments_seen_by,
    count_assessments,
    own_assessments,
)
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.personas import Persona

DAY = date(2026, 11, 22)
ENDING = date(2023, 12, 1)
"""Three years later its last day is in sight of `DAY`."""


def test_the_latest_counts_even_when_it_is_over(stranger: Persona):
    assert assessment_stamp(stranger.id, on=DAY) is None
    make_assessment(stranger.user, InvestorClass.C5, on=date(2020, 1, 1))
    make_assessment(stranger.user, InvestorClass.C2, on=date(2021, 1, 1))
    stamp = assessment_stamp(stranger.id, on=DAY)
    assert stamp is not None
    assert (stamp.investor_class, stamp.expires_on) == (InvestorClass.C2, date(2024, 1, 1))
    earlier = assessment_stamp(stranger.id, on=date(2020, 6, 1))
    assert earlier is not None
    assert earlier.investor_class is InvestorClass.C5


def test_they_are_counted_by_day_and_person(stranger: Persona):
    make_assessment(make_user("other@example.com"), on=DAY)
    make_assessment(stranger.user, on=DAY - timedelta(days=1))
    make_assessment(stranger.user, on=DAY)
    assert count_assessments(stranger.id, on=DAY) == 1


def test_each_sees_their_own(stranger: Persona, officer: Persona):
    first, second = make_assessment(stranger.user, on=date(2025, 1, 1)), make_assessment(stranger.user, on=DAY)
    other = make_assessment(make_user("other@example.com"), on=date(2025, 6, 1))
    assert list(own_assessments(stranger.actor)) == [second, first] == list(assessments_seen_by(stranger.actor))
    assert list(assessments_seen_by(officer.actor)) == [second, other, first]
    assert assessment_seen_by(stranger.actor, first.id) == first
    with pytest.raises(NotFound):
        assessment_seen_by(stranger.actor, other.id)


def test_what_ends_soon_and_was_not_renewed(auditor: Persona, stranger: Persona):
    ending = make_assessment(make_user("ending@example.com"), on=ENDING)
    renewed = make_user("renewed@example.com")
    make_assessment(renewed, on=ENDING)
    make_assessment(renewed, on=date(2025, 1, 1))
    make_assessment(make_user("over@example.com"), on=date(2023, 11, 22))
    make_assessment(make_user("later@example.com"), on=date(2023, 12, 23))
    assert list(assessments_ending(auditor.actor, today=DAY)) == [ending]
    with pytest.raises(NotAuthorised):
        assessments_ending(stranger.actor, today=DAY)
