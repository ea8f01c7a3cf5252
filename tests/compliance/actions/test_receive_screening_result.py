"""What the provider says, whatever the order and however often, is kept once and never clears anybody by mistake."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from compliance.actions.receive_screening_result import receive_screening_result
from compliance.core.screener import Result, Treatment
from compliance.core.states import ScreeningState
from compliance.models import ListsVersion, Screening, ScreeningMessage
from compliance.queries import screening_of
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.kernel.ids import new_id
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.screening import HIT, LISTS, SCREENER, make_lists, make_request, make_screening, said
from tests.personas import Persona

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
DAY = legal_day(NOW)


def receive(message, *, now=NOW):
    return receive_screening_result(actor=SCREENER, now=now, message=message)


def test_nothing_found_clears_from_this_day_on_and_the_person_is_told(follower: Persona):
    make_lists()
    row = make_request(follower.user, now=NOW)
    with recorded() as events:
        assert receive(said(row.id)) is Treatment.ANSWER
    row.refresh_from_db()
    assert (row.state, row.cleared_on, row.expires_on) == ("clear", DAY, date(2027, 5, 22))
    assert (row.answered_at, row.told_at, row.lists_version) == (NOW, NOW, LISTS)
    assert verbs(events) == ["screening.passed"]
    assert told(events[0]) == {follower.id}
    assert screening_of(follower.id, on=DAY) == "clear"


def test_that_nothing_has_changed_since_is_no_news(follower: Persona):
    row = make_request(follower.user, asks_register=False, now=NOW)
    with recorded() as events:
        receive(said(row.id))
    assert told(events[-1]) == set()


def test_a_hit_is_kept_sealed_and_officers_hear_of_it_without_a_name(follower: Persona, officer: Persona):
    row = make_request(follower.user, now=NOW)
    with recorded() as events:
        receive(said(row.id, result=Result.HIT))
    row.refresh_from_db()
    assert (row.state, row.found) == ("hit", (HIT,))
    assert screening_of(follower.id, on=DAY) == "hit"
    assert verbs(events)[-1] == "screening.hit_found"
    assert events[-1].after == {"state": "hit", "lists_version": LISTS, "hits": 1}
    assert told(events[-1]) == {officer.id}
    stored = [
        *Screening.objects.values_list("hits", flat=True),
        *ScreeningMessage.objects.values_list("body", flat=True),
    ]
    assert all("JIA" not in str(text) for text in stored)
    assert json.loads(ScreeningMessage.objects.get().body)["hits"][0]["name"] == "JIA Hong"


def test_an_officer_does_not_hear_of_their_own_hit(officer: Persona):
    row = make_request(officer.user, now=NOW)
    with recorded() as events:
        receive(said(row.id, result=Result.HIT))
    assert told(events[-1]) == set()


def test_a_mismatch_waits_for_an_officer(follower: Persona, officer: Persona):
    row = make_request(follower.user, now=NOW)
    with recorded() as events:
        receive(said(row.id, result=Result.MISMATCH))
    assert (verbs(events)[-1], told(events[-1])) == ("screening.mismatch_found", {officer.id})
    assert screening_of(follower.id, on=DAY) == "hit"


def test_a_check_that_failed_clears_nobody_and_operators_hear_of_it(follower: Persona, operator: Persona):
    row = make_request(follower.user, now=NOW)
    with recorded() as events:
        receive(said(row.id, result=Result.ERROR))
    assert (verbs(events), told(events[-1])) == (["screening.failed"], {operator.id})
    assert screening_of(follower.id, on=DAY) == "waiting"


def test_a_repeat_changes_nothing(follower: Persona):
    message = said(make_request(follower.user, now=NOW).id)
    receive(message)
    with nothing_changes(Screening, ScreeningMessage, ListsVersion):
        assert receive(message, now=NOW + timedelta(days=3)) is Treatment.NOTHING


def test_the_same_word_under_another_id_changes_nothing(follower: Persona):
    row = make_request(follower.user, now=NOW)
    receive(said(row.id))
    with nothing_changes(Screening):
        assert receive(said(row.id)) is Treatment.NOTHING


def test_an_acknowledgement_after_the_result_changes_nothing(follower: Persona):
    row = make_request(follower.user, now=NOW)
    receive(said(row.id, result=Result.HIT))
    with nothing_changes(Screening):
        assert receive(said(row.id, result=None)) is Treatment.NOTHING


def test_an_acknowledgement_before_the_note_of_the_sender_is_the_note(follower: Persona):
    row = make_request(follower.user, now=NOW)
    with recorded() as events:
        assert receive(said(row.id, result=None)) is Treatment.NOTE
    row.refresh_from_db()
    assert (row.told_at, verbs(events)) == (NOW, ["screening.sent"])


def test_a_late_hit_takes_a_clearance_back(follower: Persona, officer: Persona):
    row = make_screening(follower.user, ScreeningState.CLEAR, now=NOW)
    with recorded() as events:
        assert receive(said(row.id, result=Result.HIT)) is Treatment.ANSWER
    row.refresh_from_db()
    assert (row.state, row.cleared_on, row.expires_on) == ("hit", None, None)
    assert told(events[-1]) == {officer.id}


@pytest.mark.parametrize("state", [ScreeningState.HIT, ScreeningState.CLEARED, ScreeningState.CONFIRMED])
def test_a_late_clear_never_undoes_a_hit_or_a_decision(follower: Persona, operator: Persona, state: ScreeningState):
    row = make_screening(follower.user, state, now=NOW)
    with rows_stay(Screening), recorded() as events:
        assert receive(said(row.id)) is Treatment.CONTRADICT
    assert (verbs(events), told(events[0])) == (["screening.contradicted"], {operator.id})


def test_a_result_for_a_check_that_nobody_asked_for_is_kept_and_told(operator: Persona):
    with rows_stay(Screening), recorded() as events:
        assert receive(said(new_id(NOW))) is Treatment.CONTRADICT
    assert ScreeningMessage.objects.count() == 1
    assert told(events[0]) == {operator.id}


def test_a_late_result_of_a_failed_check_is_taken_beside_the_newer_one(follower: Persona):
    first = make_screening(follower.user, ScreeningState.FAILED, now=NOW - timedelta(days=1))
    second = make_request(follower.user, now=NOW)
    assert receive(said(first.id, result=Result.HIT)) is Treatment.ANSWER
    assert receive(said(second.id)) is Treatment.ANSWER
    assert screening_of(follower.id, on=DAY) == "hit"


def test_new_lists_are_noted_from_a_result_and_old_ones_are_not(follower: Persona):
    make_lists("v1")
    make_lists("v2", now=NOW)
    receive(said(make_request(follower.user, now=NOW).id, version="v1"))
    assert ListsVersion.objects.count() == 2
    other = make_request(follower.user, now=NOW)
    receive(said(other.id, version="v3"))
    assert ListsVersion.objects.latest("id").version == "v3"


@pytest.mark.parametrize("name", ["follower", "officer", "operator"])
def test_people_do_not_answer(personas: dict[str, Persona], name: str):
    row = make_request(personas["follower"].user, now=NOW)
    with nothing_changes(Screening, ScreeningMessage), pytest.raises(NotAuthorised):
        receive_screening_result(actor=personas[name].actor, now=NOW, message=said(row.id))
