"""What goes out is the least; what comes in is read strictly and never makes an answer better than it was."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from compliance.core.screener import Check, MessageKind, Result, Treatment, judge, read_message, read_version
from compliance.core.states import ScreeningState as State
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.kernel.errors import Invalid
from tests.factories.accounts import resident_id

CHECK = uuid4()
HIT = {"list": "L", "kind": "pep", "name": "N", "score": 70}
NUMBER = resident_id(7, born=date(1990, 3, 7))


def body(**changes):
    data = {"check": str(CHECK), "result": "clear", "lists_version": "v1", "hits": [], **changes}
    return {"type": "check.completed", "data": data}


def test_the_number_goes_out_with_the_first_check_only():
    given: dict[str, Any] = {"id": CHECK, "name": "王小明", "document": IdentityKind.RESIDENT_ID, "number": NUMBER}
    first, later = Check.of(**given, asks_register=True), Check.of(**given, asks_register=False)
    assert first.as_plain() == {
        "id": str(CHECK),
        "name": "王小明",
        "born_on": "1990-03-07",
        "document_kind": "RESIDENT_ID",
        "document_number": NUMBER,
    }
    assert later.as_plain() == {**first.as_plain(), "document_number": None}


def test_a_passport_tells_no_day_of_birth():
    check = Check.of(id=CHECK, name="A", document=IdentityKind.PASSPORT, number="E12345678", asks_register=True)
    assert check.born_on is None


def test_a_check_does_not_show_the_person_in_a_log():
    check = Check.of(id=CHECK, name="王小明", document=IdentityKind.RESIDENT_ID, number=NUMBER, asks_register=True)
    assert "王小明" not in repr(check)
    assert NUMBER not in repr(check)


def test_a_result_is_read_with_the_likeliest_hit_first():
    message = read_message("msg_1", body(result="hit", hits=[HIT, {**HIT, "score": 90}]))
    assert (message.id, message.kind) == ("msg_1", MessageKind.COMPLETED)
    assert (message.check_id, message.result) == (CHECK, Result.HIT)
    assert [hit.score for hit in message.hits] == [90, 70]
    assert (
        read_message("msg_1", message.as_plain() and {"type": "check.completed", "data": message.as_plain()}) == message
    )


def test_an_acknowledgement_has_no_result():
    message = read_message("msg_1", {"type": "check.accepted", "data": {"check": str(CHECK)}})
    assert (message.result, message.hits) == (None, ())


@pytest.mark.parametrize(
    ("message", "pointer"),
    [
        ({"type": "check.completed"}, "/data"),
        ({**body(), "type": "check.guessed"}, "/type"),
        (body(check="7"), "/data/check"),
        (body(result="fine"), "/data/result"),
        (body(result=None), "/data/result"),
        (body(lists_version=""), "/data/lists_version"),
        (body(hits="none"), "/data/hits"),
        (body(hits=[HIT]), "/data/hits"),
        (body(result="hit"), "/data/hits"),
        (body(result="hit", hits=[HIT] * 51), "/data/hits"),
        (body(result="hit", hits=["x"]), "/data/hits/0"),
        (body(result="hit", hits=[{**HIT, "score": 101}]), "/data/hits/0/score"),
        (body(result="hit", hits=[{**HIT, "score": True}]), "/data/hits/0/score"),
        (body(result="hit", hits=[{**HIT, "score": "70"}]), "/data/hits/0/score"),
        (body(result="hit", hits=[{**HIT, "kind": "rumour"}]), "/data/hits/0/kind"),
        (body(result="hit", hits=[{**HIT, "name": " "}]), "/data/hits/0/name"),
    ],
)
def test_what_is_not_as_agreed_is_refused_with_its_place(message, pointer):
    with pytest.raises(Invalid) as refusal:
        read_message("msg_1", message)
    assert [error.pointer for error in refusal.value.errors] == [pointer]


@pytest.mark.parametrize("message_id", ["", "a b", "x" * 121])
def test_a_message_needs_an_id(message_id):
    with pytest.raises(Invalid):
        read_message(message_id, body())


def test_a_version_is_a_short_word():
    assert read_version("2026-11-01") == "2026-11-01"
    for wrong in (None, 3, "", "a b", "x" * 61):
        with pytest.raises(Invalid) as refused:
            read_version(wrong)
        assert [(each.pointer, each.code) for each in refused.value.errors] == [("/version", "invalid")]


ANSWERS = {
    # state: what is made of clear, hit, mismatch, error
    State.REQUESTED: "answer answer answer answer",
    State.FAILED: "answer answer answer nothing",
    State.CLEAR: "nothing answer answer nothing",
    State.HIT: "contradict nothing contradict nothing",
    State.MISMATCH: "contradict contradict nothing nothing",
    State.CLEARED: "contradict contradict contradict nothing",
    State.CONFIRMED: "contradict contradict contradict nothing",
    None: "contradict contradict contradict contradict",
}


@pytest.mark.parametrize(("state", "expected"), ANSWERS.items())
def test_an_answer_never_makes_anybody_clear_who_was_not_waiting(state, expected):
    results = (Result.CLEAR, Result.HIT, Result.MISMATCH, Result.ERROR)
    hits = {Result.HIT: [HIT]}
    messages = [read_message("m", body(result=result.value, hits=hits.get(result, []))) for result in results]
    assert " ".join(judge(message, state=state) for message in messages) == expected


@pytest.mark.parametrize("state", [*State, None])
def test_an_acknowledgement_changes_nothing_but_what_waits(state):
    message = read_message("m", {"type": "check.accepted", "data": {"check": str(UUID(int=1))}})
    wanted = {State.REQUESTED: Treatment.NOTE, None: Treatment.CONTRADICT}.get(state, Treatment.NOTHING)
    assert judge(message, state=state) is wanted
