"""tests / web: a request with a key has one effect, however often and however close together it arrives."""

import threading
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection, connections
from django.urls import path
from rest_framework.response import Response
from rest_framework.test import APIClient

from crowdfund.db.models import Heartbeat
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict
from crowdfund.web.idempotency import KEEP, Answer, IdempotencyKeyMissing, fingerprint, forget_answers, once
from crowdfund.web.models import StoredAnswer
from crowdfund.web.rest import ApiView
from tests.crowdfund.web.doors import opened
from tests.factories.partners import make_program

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


class Beats(ApiView):
    """Stores a heartbeat of the given name; what a test puts into `before_the_end` happens inside the transaction."""

    scopes = {"POST": "rounds:write"}
    before_the_end = staticmethod(lambda: None)

    def post(self, request):
        def run():
            with unit_of_work(actor=self.actor, now=self.now):
                Heartbeat(name=request.data["name"], beat_at=self.now).save(force_insert=True)
            Beats.before_the_end()
            answer = Response({"name": request.data["name"], "drawn": uuid4().hex}, status=201)
            answer["Location"] = f"/beats/{request.data['name']}"
            return answer

        return self.answer_once(run)


@pytest.fixture(autouse=True)
def _doors(monkeypatch):
    monkeypatch.setattr(Beats, "before_the_end", staticmethod(lambda: None))
    with opened(path("api/v1/beats", Beats.as_view())):
        yield


def send(api, name, key, **options):
    return api.post("/api/v1/beats", {"name": name}, format="json", headers={"Idempotency-Key": key}, **options)


def names():
    return sorted(Heartbeat.objects.values_list("name", flat=True))


@pytest.mark.django_db(transaction=True)
class TestConformance:
    def test_a_repetition_gets_the_same_answer_and_changes_nothing(self, founder):
        key = uuid4().hex
        first, second = (send(founder.api, "one", key) for _ in range(2))
        assert first.status_code == second.status_code == 201
        assert first.content == second.content
        assert first["Location"] == second["Location"] == "/beats/one"
        assert first["Content-Type"] == second["Content-Type"]
        assert (first.headers.get("Idempotent-Replayed"), second["Idempotent-Replayed"]) == (None, "true")
        assert names() == ["one"]

    def test_the_same_key_for_another_content_is_refused(self, founder):
        key = uuid4().hex
        send(founder.api, "one", key)
        answer = send(founder.api, "two", key)
        assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
        assert names() == ["one"]

    def test_the_same_key_at_another_address_is_refused(self, founder):
        key = uuid4().hex
        send(founder.api, "one", key)
        answer = founder.api.post("/api/v1/beats?x=1", {"name": "one"}, format="json", headers={"Idempotency-Key": key})
        assert answer.json()["code"] == "idempotency_key_reused"

    @pytest.mark.parametrize("key", ["", "short", "x" * 201, "with a blank in it", "umlaut-\u00fc-umlaut-\u00fc"])
    def test_a_change_without_a_usable_key_is_refused(self, founder, key):
        answer = send(founder.api, "one", key.encode("latin-1").decode("latin-1"))
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_missing")
        assert names() == []

    def test_keys_of_different_actors_never_meet(self, founder, lead):
        key = uuid4().hex
        assert send(founder.api, "one", key).status_code == 201
        assert send(lead.api, "two", key).status_code == 201
        assert send(make_program().api(), "three", key).status_code == 201
        assert names() == ["one", "three", "two"]

    def test_an_error_gives_the_key_back(self, founder, monkeypatch):
        key = uuid4().hex

        def fail():
            raise Conflict

        monkeypatch.setattr(Beats, "before_the_end", staticmethod(fail))
        assert send(founder.api, "one", key).status_code == 409
        assert (names(), StoredAnswer.objects.count()) == ([], 0)
        monkeypatch.setattr(Beats, "before_the_end", staticmethod(lambda: None))
        assert send(founder.api, "two", key).status_code == 201
        assert names() == ["two"]

    def test_a_fault_gives_the_key_back(self, founder, monkeypatch):
        founder.api.raise_request_exception = False
        monkeypatch.setattr(Beats, "before_the_end", staticmethod(lambda: 1 / 0))
        assert send(founder.api, "one", uuid4().hex).status_code == 500
        assert (names(), StoredAnswer.objects.count()) == ([], 0)

    def test_a_connection_that_dies_between_effect_and_answer_leaves_nothing(
        self, founder, monkeypatch, superuser_connection
    ):
        key = uuid4().hex

        def cut():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_backend_pid()")
                (pid,) = cursor.fetchone()
            with superuser_connection.cursor() as admin:
                admin.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

        monkeypatch.setattr(Beats, "before_the_end", staticmethod(cut))
        answer = send(founder.api, "one", key)
        assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
        connection.close()
        assert (names(), StoredAnswer.objects.count()) == ([], 0)
        monkeypatch.setattr(Beats, "before_the_end", staticmethod(lambda: None))
        assert send(founder.api, "one", key).status_code == 201

    def test_a_process_that_dies_between_effect_and_answer_leaves_nothing(self, founder, monkeypatch):
        def die():
            raise SystemExit(1)

        monkeypatch.setattr(Beats, "before_the_end", staticmethod(die))
        with pytest.raises(SystemExit):
            send(founder.api, "one", uuid4().hex)
        assert (names(), StoredAnswer.objects.count()) == ([], 0)


def in_a_thread(run):
    """Run in a thread with a connection of its own and return where its answer will be."""
    answers = []

    def work():
        try:
            answers.append(run())
        finally:
            connections.close_all()

    thread = threading.Thread(target=work)
    thread.start()
    return thread, answers


def twin_of(api):
    """Return a client with the same session in a browser of its own."""
    twin = APIClient()
    twin.cookies = api.cookies
    return twin


@pytest.mark.django_db(transaction=True)
class TestTwins:
    def test_a_twin_that_runs_is_not_overtaken(self, founder, monkeypatch):
        key, is_inside, may_end = uuid4().hex, threading.Event(), threading.Event()

        def wait():
            is_inside.set()
            assert may_end.wait(20)

        monkeypatch.setattr(Beats, "before_the_end", staticmethod(wait))
        thread, answers = in_a_thread(lambda: send(twin_of(founder.api), "one", key))
        assert is_inside.wait(20)
        early = send(founder.api, "one", key)
        may_end.set()
        thread.join(20)
        assert (early.status_code, early.json()["code"]) == (409, "still_running")
        assert answers[0].status_code == 201
        late = send(founder.api, "one", key)
        assert (late.status_code, late.content) == (201, answers[0].content)
        assert names() == ["one"]

    def test_many_at_once_have_one_effect(self, founder):
        key, gate = uuid4().hex, threading.Barrier(6)

        def run():
            gate.wait(20)
            return send(twin_of(founder.api), "one", key)

        running = [in_a_thread(run) for _ in range(6)]
        for thread, _ in running:
            thread.join(30)
        statuses = sorted(answers[0].status_code for _, answers in running)
        assert set(statuses) <= {201, 409}
        assert statuses.count(201) >= 1
        created = {answers[0].content for _, answers in running if answers[0].status_code == 201}
        assert len(created) == 1
        assert names() == ["one"]

    def test_control_without_the_key_each_of_them_has_an_effect(self, founder):
        running = [in_a_thread(lambda n=n: send(twin_of(founder.api), f"row {n}", uuid4().hex)) for n in range(3)]
        for thread, _ in running:
            thread.join(30)
        assert len(names()) == 3


@pytest.mark.django_db
class TestOnce:
    def test_without_a_key_nothing_runs(self):
        with pytest.raises(IdempotencyKeyMissing):
            once(actor=Actor.system("x", "r"), key="", request_hash="h", now=NOW, run=lambda: pytest.fail("it ran"))

    def test_old_answers_are_forgotten_and_young_ones_kept(self):
        actor = Actor.system("x", "r")
        for key, at in (("o" * 16, NOW - KEEP - timedelta(seconds=1)), ("y" * 16, NOW - KEEP)):
            once(actor=actor, key=key, request_hash="h", now=at, run=lambda: Answer(status=204))
        assert forget_answers(now=NOW) == 1
        assert [answer.key for answer in StoredAnswer.objects.all()] == ["y" * 16]

    def test_requests_differ_by_method_path_and_body(self):
        prints = {
            fingerprint(method=method, path=path, body=body)
            for method in ("POST", "PUT")
            for path in ("/a", "/ab")
            for body in (b"", b"b")
        }
        assert len(prints) == 8


def project_of(founder):
    """Return a filled-in form with its key."""
    entries = {"organisation": str(founder.organisation.id), "name": "Valves", "summary": ""}
    return {**entries, "idempotency_key": uuid4().hex}


@pytest.mark.django_db(transaction=True)
class TestForms:
    def test_a_second_click_repeats_the_answer_and_not_the_verb(self, founder):
        entries = {
            "organisation": str(founder.organisation.id),
            "name": "Valves",
            "summary": "",
            "idempotency_key": uuid4().hex,
        }
        first = founder.client.post("/projects/new", entries)
        second = founder.client.post("/projects/new", entries)
        assert (first.status_code, second.status_code) == (303, 303)
        assert first["Location"] == second["Location"]
        assert founder.client.get("/api/v1/projects").json()["results"][1:] == []

    def test_the_message_of_success_is_shown_once(self, founder):
        entries = {
            "organisation": str(founder.organisation.id),
            "name": "Valves",
            "summary": "",
            "idempotency_key": uuid4().hex,
        }
        shown = []
        for _ in range(2):
            answer = founder.client.post("/projects/new", entries)
            page = founder.client.get(answer["Location"])
            shown.append(len(list(page.context["messages"])))
        assert shown == [1, 0]

    def test_a_form_without_its_key_comes_back_with_what_was_typed(self, founder):
        answer = founder.client.post("/projects/new", {"organisation": str(founder.organisation.id), "name": "Valves"})
        assert answer.status_code == 400

    def test_a_mended_form_has_a_new_key(self, founder):
        key = uuid4().hex
        answer = founder.client.post("/projects/new", {"idempotency_key": key, "name": "Valves"})
        assert answer.status_code == 422
        assert key not in answer.content.decode()
        assert 'value="Valves"' in answer.content.decode()
