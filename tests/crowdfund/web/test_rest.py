"""tests / web: the API answers every error as a problem, names wrong entries by pointer, and repeats answers."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404
from django.urls import path
from redis.exceptions import ConnectionError as RedisIsAway
from rest_framework import serializers
from rest_framework.response import Response

from crowdfund.kernel.errors import Busy, Conflict, NotAuthorised, NotFound, StepUpRequired
from crowdfund.web.rest import ApiView, field_errors
from tests.crowdfund.web.doors import opened

pytestmark = pytest.mark.django_db

SECRET = "the text of an exception"
RAISED = {
    "not_found": NotFound(),
    "not_authorised": NotAuthorised(),
    "step_up_required": StepUpRequired(),
    "conflict": Conflict(),
    "busy": Busy(retry_after=2),
    "http404": Http404(SECRET),
    "denied": PermissionDenied(SECRET),
    "database": OperationalError(SECRET),
    "redis": RedisIsAway(SECRET),
    "fault": ZeroDivisionError(SECRET),
}
ANSWERS = {
    "not_found": (404, "not_found"),
    "not_authorised": (403, "not_authorised"),
    "step_up_required": (403, "step_up_required"),
    "conflict": (409, "conflict"),
    "busy": (503, "busy"),
    "http404": (404, "not_found"),
    "denied": (403, "not_authorised"),
    "database": (503, "unavailable"),
    "redis": (503, "unavailable"),
    "fault": (500, "server_error"),
}


class Person(serializers.Serializer):
    """Somebody with a name."""

    name = serializers.CharField(max_length=5)


class Entry(serializers.Serializer):
    """Something with parts."""

    title = serializers.CharField(max_length=10)
    people = Person(many=True, required=False)
    owner = Person(required=False)

    def validate(self, attrs):
        if attrs["title"] == "never":
            raise serializers.ValidationError("Never.", code="never")
        return attrs


class Door(ApiView):
    """Raises what the address says, or parses what is sent."""

    def get(self, request, what):
        raise RAISED[what]

    def post(self, request, what):
        return Response(self.parsed(Entry), status=201)


class Nameless(ApiView):
    """Answers with nothing, or with a fault instead of raising."""

    def post(self, request):
        return self.answer_once(lambda: Response(status=204))

    def put(self, request):
        return self.answer_once(lambda: Response({}, status=500))


@pytest.fixture(autouse=True)
def _doors():
    with opened(path("api/v1/door/<slug:what>", Door.as_view()), path("api/v1/nameless", Nameless.as_view())):
        yield


@pytest.fixture
def api(founder):
    founder.api.raise_request_exception = False
    return founder.api


def post(api, body, **options):
    return api.post("/api/v1/door/x", body, format="json", **options)


@pytest.mark.parametrize("what", RAISED)
def test_every_error_is_a_problem_without_its_text(api, what):
    answer = api.get(f"/api/v1/door/{what}", headers={"X-Request-ID": "request-of-this-test"})
    status, code = ANSWERS[what]
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    body = answer.json()
    assert (body["code"], body["status"], body["type"]) == (code, status, f"/problems/{code}")
    assert (body["instance"], body["request_id"]) == (f"/api/v1/door/{what}", "request-of-this-test")
    assert SECRET not in answer.content.decode()


@pytest.mark.parametrize(("what", "seconds"), [("busy", "2"), ("database", "5"), ("redis", "5")])
def test_where_waiting_helps_it_says_how_long(api, what, seconds):
    assert api.get(f"/api/v1/door/{what}")["Retry-After"] == seconds


@pytest.mark.parametrize(("language", "title"), [("en", "Nothing here"), ("zh-hans", "这里没有内容")])
def test_the_words_are_in_the_language_of_the_request(api, language, title):
    answer = api.get("/api/v1/door/not_found", headers={"Accept-Language": language})
    english = answer.json()["title"] == "Nothing here"
    assert english is (language == "en"), title


@pytest.mark.parametrize(
    ("send", "status", "code"),
    [
        (lambda api: api.delete("/api/v1/door/x"), 405, "method_not_allowed"),
        (lambda api: api.get("/api/v1/door/not_found", headers={"Accept": "text/csv"}), 406, "not_acceptable"),
        (lambda api: api.post("/api/v1/door/x", "a=1", content_type="text/plain"), 415, "unsupported_media_type"),
        (lambda api: api.post("/api/v1/door/x", "{", content_type="application/json"), 400, "bad_request"),
        (lambda api: api.get("/api/v1/no-such-door"), 404, "not_found"),
    ],
)
def test_what_the_framework_refuses_is_a_problem_too(api, send, status, code):
    answer = send(api)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({}, [("/title", "required")]),
        ({"title": "x" * 11}, [("/title", "max_length")]),
        ({"title": "x", "people": [{"name": "Li"}, {"name": "toolong"}]}, [("/people/1/name", "max_length")]),
        ({"title": "x", "people": "nobody"}, [("/people", "not_a_list")]),
        ({"title": "x", "owner": {}}, [("/owner/name", "required")]),
        ({"title": "x", "colour": 1}, [("/colour", "unknown")]),
        ({"title": "x", "a/b~c": 1}, [("/a~1b~0c", "unknown")]),
        ({"title": "never"}, [("", "never")]),
        (["x"], [("", "invalid")]),
        ({"colour": 1}, [("/colour", "unknown"), ("/title", "required")]),
    ],
)
def test_wrong_entries_are_named_by_json_pointer_all_at_once(api, body, wrong):
    answer = post(api, body)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == wrong


def test_a_name_with_half_a_character_is_written_out_in_the_answer(api):
    text = '{"title": "x", "\\ud800": 1}'
    answer = api.post("/api/v1/door/x", data=text, content_type="application/json")
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/\\ud800", "unknown")]
    assert all(error["detail"] for error in answer.json()["errors"])


def test_right_entries_are_parsed(api):
    assert post(api, {"title": "x", "owner": {"name": "Li"}}).json() == {"title": "x", "owner": {"name": "Li"}}


def test_errors_of_rows_in_a_list_keep_their_place():
    found = field_errors({"rows": [{}, {"a": ["bad"]}]})
    assert [(error.pointer, error.params) for error in found] == [("/rows/1/a", {"message": "bad"})]


class TestKeyedChanges:
    def test_an_answer_without_a_body_is_repeated_as_it_was(self, api):
        key = uuid4().hex
        answers = [api.post("/api/v1/nameless", headers={"Idempotency-Key": key}) for _ in range(2)]
        assert [(answer.status_code, answer.content) for answer in answers] == [(204, b"")] * 2
        assert [answer.headers.get("Idempotent-Replayed") for answer in answers] == [None, "true"]

    def test_a_change_that_answers_with_a_fault_is_a_fault(self, api):
        answer = api.put("/api/v1/nameless", headers={"Idempotency-Key": uuid4().hex})
        assert answer.status_code == 500
        assert answer.json()["code"] == "server_error"

    def test_the_change_of_a_person_needs_the_forms_token(self, founder):
        founder.api.handler.enforce_csrf_checks = True
        answer = founder.api.post("/api/v1/nameless", headers={"Idempotency-Key": uuid4().hex})
        assert answer.status_code == 403
        assert answer["Content-Type"] == "application/problem+json"


def test_a_body_that_is_no_text_is_a_bad_request(api):
    answer = api.generic("POST", "/api/v1/door/x", b"\xff\xfe", content_type="application/json")
    assert answer.status_code == 400
    assert json.loads(answer.content)["code"] == "bad_request"
