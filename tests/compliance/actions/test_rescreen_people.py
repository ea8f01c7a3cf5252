"""The sweep asks for everybody who is due: never screened, soon ending, older lists, a failure of yesterday."""

from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.actions.rescreen_people import rescreen_companies, rescreen_people
from compliance.core.states import ScreeningState
from compliance.models import Screening
from compliance.queries.screenings import companies_to_screen, people_to_screen
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from tests.events import nothing_changes, rows_stay
from tests.factories.accounts import make_organisation, make_user
from tests.factories.screening import SCREENER, make_lists, make_screening

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = legal_day(NOW)


def sweep(*, now=NOW):
    return run_sweep(actor=SCREENER, now=now, sweep=installed_sweeps()["rescreening"], day=legal_day(now))


def due(day: date = DAY) -> list:
    return people_to_screen(day=day, now=NOW, after=None, limit=100)


@pytest.fixture
def person():
    """Somebody whose identity was checked; nobody else in this market was."""
    return make_user(is_checked=True)


def test_who_was_never_screened_is_due_and_a_second_run_changes_nothing(person):
    make_user()  # not checked
    assert sweep().effects == 1
    assert Screening.objects.get().user_id == person.id
    with rows_stay(Screening):
        assert sweep().effects == 0


def test_two_runs_that_found_the_same_people_ask_once(person):
    keys = due()
    assert rescreen_people(actor=SCREENER, now=NOW, day=DAY, keys=keys) == 1
    with nothing_changes(Screening):
        assert rescreen_people(actor=SCREENER, now=NOW, day=DAY, keys=keys) == 0


def test_a_clearance_is_renewed_some_days_before_it_ends(person):
    make_screening(person, now=NOW)
    ends = date(2027, 5, 22)
    assert due(ends - timedelta(days=15)) == []
    assert due(ends - timedelta(days=14)) == [person.id]
    assert due(ends + timedelta(days=400)) == [person.id]


def test_older_lists_are_due_at_once(person):
    make_lists("v1")
    make_screening(person, version="v1", now=NOW)
    assert due() == []
    make_lists("v2", now=NOW)
    assert due() == [person.id]
    assert sweep().effects == 1
    assert due() == []


@pytest.mark.parametrize("state", [ScreeningState.REQUESTED, ScreeningState.HIT, ScreeningState.MISMATCH])
def test_who_waits_is_left_alone(person, state):
    make_screening(person, state, now=NOW)
    assert due(DAY + timedelta(days=400)) == []


def test_a_confirmed_hit_is_left_alone_until_a_later_clearance_ends(person):
    make_screening(person, ScreeningState.CONFIRMED, now=NOW - timedelta(days=300))
    assert due(DAY + timedelta(days=400)) == []
    make_screening(person, ScreeningState.CLEARED, now=NOW)
    assert due(DAY + timedelta(days=400)) == [person.id]


def test_a_failure_is_repeated_on_the_next_day(person):
    make_screening(person, ScreeningState.FAILED, now=NOW)
    assert due() == []
    assert due(DAY + timedelta(days=1)) == [person.id]


def test_the_question_goes_through_everybody_in_order():
    people = sorted(make_user(is_checked=True).id for _ in range(5))
    assert due() == people
    assert people_to_screen(day=DAY, now=NOW, after=people[2], limit=1) == [people[3]]


def test_people_do_not_sweep(officer):
    with nothing_changes(Screening), pytest.raises(NotAuthorised):
        rescreen_people(actor=officer.actor, now=NOW, day=DAY, keys=[])


def companies_due(day: date = DAY) -> list:
    return companies_to_screen(day=day, now=NOW, after=None, limit=100)


def test_a_company_is_screened_again_once_it_has_asked_for_money(person):
    company, never_asked = make_organisation(), make_organisation()
    make_lists("v1")
    make_screening(company, version="v1", now=NOW)
    assert companies_due() == []
    ends = date(2027, 5, 22)
    assert companies_due(ends - timedelta(days=15)) == []
    assert companies_due(ends - timedelta(days=14)) == [company.id]
    make_lists("v2", now=NOW)
    found = installed_sweeps()["company-rescreening"]
    assert run_sweep(actor=SCREENER, now=NOW, sweep=found, day=DAY).effects == 1
    assert companies_due() == []
    assert not Screening.objects.filter(organisation=never_asked).exists()
    assert due() == [person.id]


@pytest.mark.parametrize("state", [ScreeningState.REQUESTED, ScreeningState.HIT, ScreeningState.CONFIRMED])
def test_a_company_that_waits_or_was_stopped_is_left_alone(state):
    make_screening(make_organisation(), state, now=NOW)
    assert companies_due(DAY + timedelta(days=400)) == []


def test_companies_are_gone_through_in_order():
    companies = [make_organisation() for _ in range(4)]
    for company in companies:
        make_screening(company)
    ids = sorted(company.id for company in companies)
    assert companies_due() == ids
    assert companies_to_screen(day=DAY, now=NOW, after=ids[1], limit=1) == [ids[2]]


def test_people_do_not_sweep_companies(officer):
    with nothing_changes(Screening), pytest.raises(NotAuthorised):
        rescreen_companies(actor=officer.actor, now=NOW, day=DAY, keys=[])
