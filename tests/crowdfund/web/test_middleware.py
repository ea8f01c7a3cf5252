"""tests / web: each request has a number and an instant; each error has the page of the table, never its text."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from crowdfund.kernel.errors import Busy, NotAuthorised, NotFound
from crowdfund.web.middleware import RequestContext
from tests.architecture.matrix import rows
from tests.crowdfund.web.doors import opened

SECRET = "the text of an exception"
RAISED = {
    "not-found": (NotFound(), 404),
    "http404": (Http404(SECRET), 404),
    "not-authorised": (NotAuthorised(), 403),
    "denied": (PermissionDenied(SECRET), 403),
    "busy": (Busy(retry_after=2), 503),
    "database": (OperationalError(SECRET), 503),
    "fault": (ZeroDivisionError(SECRET), 500),
}


def door(request, what):
    if what == "instant":
        return HttpResponse(f"{request.now.isoformat()} {request.request_id}")
    if what == "kept":
        return HttpResponse("x", headers={"Cache-Control": "max-age=60"})
    raise RAISED[what][0]


@pytest.fixture(autouse=True)
def _doors():
    with opened(path("door/<slug:what>", door)):
        yield


@pytest.fixture
def browser(stranger):
    stranger.client.raise_request_exception = False
    return stranger.client


@pytest.mark.django_db
class TestContext:
    def test_a_given_number_is_kept(self, browser):
        answer = browser.get("/door/instant", headers={"X-Request-ID": "request-0001"})
        assert answer["X-Request-ID"] == "request-0001"
        assert answer.content.decode().endswith(" request-0001")

    @pytest.mark.parametrize("given", ["", "short", "x" * 65, "with blank", "new\u0085line", "<script>x</script>"])
    def test_a_number_that_could_be_anything_is_replaced(self, browser, given):
        answer = browser.get("/door/instant", headers={"X-Request-ID": given})
        assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])

    def test_two_requests_have_two_numbers(self, browser):
        assert len({browser.get("/door/instant")["X-Request-ID"] for _ in range(2)}) == 2

    def test_the_instant_is_aware(self, browser):
        assert "+00:00 " in browser.get("/door/instant").content.decode()

    def test_no_cache_keeps_what_somebody_signed_in_has_seen(self, browser):
        assert browser.get("/door/instant")["Cache-Control"] == "no-store"

    def test_a_page_that_may_be_kept_says_so_itself(self, browser):
        assert browser.get("/door/kept")["Cache-Control"] == "max-age=60"

    def test_the_number_is_there_even_when_nobody_answers(self, database_down):
        answer = Client(raise_request_exception=False).get("/door/instant")
        assert re.fullmatch(r"[0-9a-f]{32}", answer["X-Request-ID"])
        assert RequestContext is not None


@pytest.mark.django_db
class TestErrorPages:
    @pytest.mark.parametrize("what", RAISED)
    @pytest.mark.parametrize("language", ["zh-hans", "en"])
    def test_an_error_is_a_page_in_the_language_of_the_reader_without_its_text(self, browser, what, language):
        browser.cookies["django_language"] = language
        answer = browser.get(f"/door/{what}", headers={"X-Request-ID": "request-0001"})
        page = answer.content.decode()
        assert answer.status_code == RAISED[what][1]
        assert SECRET not in page
        assert "Traceback" not in page
        assert "request-0001" in page
        if what not in {"fault", "database"}:  # those pages speak both languages, whoever reads them
            assert ('lang="en"' in page[:200]) is (language == "en")
        assert answer["Cache-Control"] == "no-store"
        assert "default-src 'none'" in answer["Content-Security-Policy"]

    def test_where_waiting_helps_it_says_how_long(self, browser):
        assert browser.get("/door/busy")["Retry-After"] == "2"

    @pytest.mark.parametrize("address", ["/door/fault", "/api/v1/rounds"])
    def test_without_a_database_everybody_gets_503_and_a_wait(self, database_down, address):
        answer = Client(raise_request_exception=False).get(address)
        assert answer.status_code in {302, 401, 503}
        signed_in = Client(raise_request_exception=False)
        signed_in.cookies["session"] = "x" * 32
        answer = signed_in.get(address)
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert "OperationalError" not in answer.content.decode()

    def test_a_form_that_expired_changes_nothing_and_says_so(self, browser):
        strict = Client(enforce_csrf_checks=True, raise_request_exception=False)
        strict.cookies = browser.cookies
        answer = strict.post("/projects/new", {"name": "Valves"})
        assert answer.status_code == 403
        assert "data-problem" in answer.content.decode()


PUBLIC = sorted({row.address({}) for row in rows() if row.method == "GET" and not row.at and "api/v1" not in row.path})


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_every_page_has_the_strict_policy_and_is_kept_by_no_cache(operator, address):
    answer = operator.client.get(address)
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "style-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert "no-store" in answer["Cache-Control"] or answer.status_code == 302
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
