"""The provider is told of each check, again and again and more slowly, and nobody is clear meanwhile."""

from datetime import UTC, datetime, timedelta

import pytest
import structlog

from compliance.actions.send_screenings import send_screenings
from compliance.core.screener import Check
from compliance.core.screening import ALARMING, GIVES_UP_AFTER
from compliance.core.states import ScreeningState
from compliance.models import Screening
from compliance.queries import screening_of
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.models import Person
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.screening import SCREENER, make_request, make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def send(tell, *, now=NOW, limit=100):
    return send_screenings(actor=SCREENER, now=now, tell=tell, limit=limit)


def away(_: Check) -> None:
    raise ConnectionError("no answer about 王小明")


def test_the_provider_is_told_what_it_needs_once(follower: Persona):
    row = make_request(follower.user, now=NOW)
    heard: list[Check] = []
    with recorded() as events:
        report = send(heard.append)
    assert (report.told, report.failed, report.has_more) == (1, 0, False)
    person = Person.objects.get(user=follower.user)
    assert heard == [
        Check.of(
            id=row.id,
            name=person.real_name,
            document=IdentityKind.RESIDENT_ID,
            number=person.id_number,
            asks_register=True,
        )
    ]
    row.refresh_from_db()
    assert (row.told_at, row.state) == (NOW, "requested")
    assert verbs(events) == ["screening.sent"]
    with nothing_changes(Screening):
        assert send(heard.append).told == 0


def test_a_later_check_sends_no_number(follower: Persona):
    make_request(follower.user, asks_register=False, now=NOW)
    heard: list[Check] = []
    send(heard.append)
    assert heard[0].document_number is None


def test_what_failed_waits_longer_each_time_and_nobody_is_clear(follower: Persona):
    row = make_request(follower.user, now=NOW)
    now, waits = NOW, []
    for _ in range(4):
        assert send(away, now=now).failed == 1
        row.refresh_from_db()
        waits.append((row.due_at - now).seconds)
        assert send(away, now=row.due_at - timedelta(seconds=1)).failed == 0
        now = row.due_at
    assert waits == [15, 30, 60, 120]
    assert screening_of(follower.id, on=legal_day(now)) == "waiting"
    assert send(lambda _: None, now=now).told == 1


def test_operators_hear_of_it_after_some_failures(follower: Persona, operator: Persona):
    row = make_request(follower.user, now=NOW)
    now = NOW
    with recorded() as events:
        for _ in range(ALARMING):
            send(away, now=now)
            row.refresh_from_db()
            now = row.due_at
    assert verbs(events) == ["screening.not_sent"]
    assert events[0].after == {"attempts": ALARMING}
    assert told(events[0]) == {operator.id}


def test_a_provider_that_is_down_is_not_asked_for_everybody_in_turn():
    for _ in range(GIVES_UP_AFTER + 2):
        make_request(make_user(is_checked=True), now=NOW)
    asked: list[Check] = []

    def count_and_fail(check: Check) -> None:
        asked.append(check)
        away(check)

    report = send(count_and_fail)
    assert (report.failed, report.has_more, len(asked)) == (GIVES_UP_AFTER, True, GIVES_UP_AFTER)
    assert send(lambda _: None).told == 2


def test_one_that_fails_stops_no_other():
    rows = [make_request(make_user(is_checked=True), now=NOW) for _ in range(3)]

    def tell(check: Check) -> None:
        if check.id == rows[0].id:
            away(check)

    assert send(tell).told == 2


def test_an_answer_that_came_first_is_kept(follower: Persona):
    make_screening(follower.user, ScreeningState.CLEAR, now=NOW)
    with nothing_changes(Screening):
        assert send(away).failed == 0


def test_no_name_and_no_number_reach_the_log(follower: Persona):
    make_request(follower.user, now=NOW)
    number = Person.objects.get(user=follower.user).id_number
    with structlog.testing.capture_logs() as lines:
        send(away)
    assert [line["event"] for line in lines if line["event"].startswith("screening")] == ["screening_not_sent"]
    assert "王小明" not in str(lines)
    assert number not in str(lines)


@pytest.mark.parametrize("name", ["follower", "officer", "operator"])
def test_people_do_not_send(personas: dict[str, Persona], name: str):
    with pytest.raises(NotAuthorised):
        send_screenings(actor=personas[name].actor, now=NOW, tell=away)
