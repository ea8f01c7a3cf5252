"""tests / web: alive, ready, and the catalogue of problems."""

from datetime import timedelta

import pytest
from django.test import Client

from crowdfund.kernel.clock import system_now
from crowdfund.web.health import LATE_AFTER, beat, heartbeat_ages, readiness
from crowdfund.web.problems import KINDS


class TestAlive:
    @pytest.mark.django_db
    def test_a_living_process_says_so_to_anybody(self):
        answer = Client().get("/healthz")
        assert (answer.status_code, answer.json()) == (200, {"status": "ok"})

    def test_it_lives_while_the_database_is_away(self, database_down):
        assert Client().get("/healthz").status_code == 200

    @pytest.mark.django_db
    def test_it_lives_while_redis_is_away(self, redis_down):
        assert Client().get("/healthz").status_code == 200

    @pytest.mark.django_db
    def test_it_tells_no_version(self):
        answer = Client().get("/healthz")
        assert "Server" not in answer
        assert "ersion" not in answer.content.decode()


class TestReady:
    @pytest.mark.django_db
    def test_ready_names_each_part_and_the_age_of_the_heartbeats(self):
        now = system_now()
        beat(name="worker", at=now - timedelta(seconds=7))
        beat(name="beat", at=now - LATE_AFTER - timedelta(seconds=1))
        ready, parts = readiness(now=now)
        assert ready
        assert parts == {
            "database": "ok",
            "redis": "ok",
            "worker": {"age_seconds": 7, "state": "ok"},
            "beat": {"age_seconds": 61, "state": "late"},
        }

    @pytest.mark.django_db
    def test_a_process_that_never_worked_is_late_and_pages_are_served_all_the_same(self):
        answer = Client().get("/readyz")
        assert answer.status_code == 200
        assert answer.json()["parts"]["worker"] == {"age_seconds": None, "state": "late"}

    def test_without_the_database_it_is_not_ready(self, database_down):
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()) == (
            503,
            {"status": "not_ready", "parts": {"database": "down"}},
        )

    @pytest.mark.django_db
    def test_without_redis_it_is_ready_and_says_so(self, redis_down):
        answer = Client().get("/readyz")
        assert (answer.status_code, answer.json()["parts"]["redis"]) == (200, "down")

    @pytest.mark.django_db
    def test_an_older_beat_never_replaces_a_newer_one(self):
        now = system_now()
        beat(name="worker", at=now)
        beat(name="worker", at=now - timedelta(hours=1))
        assert heartbeat_ages(now=now) == {"worker": 0}


@pytest.mark.django_db
class TestCatalogue:
    def test_it_shows_every_problem(self):
        page = Client().get("/problems/").content.decode()
        assert [code for code in KINDS if code not in page] == []

    @pytest.mark.parametrize("code", KINDS)
    def test_the_type_of_each_problem_is_the_address_of_its_page(self, code):
        answer = Client().get(f"/problems/{code}")
        assert answer.status_code == 200
        assert str(KINDS[code].status) in answer.content.decode()

    def test_there_is_no_page_for_what_is_no_problem(self):
        assert Client().get("/problems/no-such-problem").status_code == 404


@pytest.mark.django_db
class TestStyleGuide:
    def test_it_is_there_in_a_sandbox_only(self, stranger, settings):
        assert stranger.client.get("/styleguide/").status_code == 200
        settings.IS_SANDBOX = False
        assert stranger.client.get("/styleguide/").status_code == 404


@pytest.mark.django_db
class TestLanguage:
    @pytest.mark.parametrize(("language", "word"), [("en", 'lang="en"'), ("zh-hans", 'lang="zh')])
    def test_a_visitor_chooses_the_language(self, language, word):
        visitor = Client()
        visitor.post("/language/", {"language": language, "next": "/problems/"})
        assert word in visitor.get("/problems/").content.decode()[:200]

    def test_chinese_is_the_language_of_the_house(self):
        assert 'lang="zh' in Client().get("/problems/").content.decode()[:200]
