"""tests / web: without the clock nothing may be changed, because the change would carry the wrong time."""

import pytest
from django.db import OperationalError, ProgrammingError
from django.http import HttpResponse
from django.test import RequestFactory

from crowdfund.kernel.clock import system_now
from crowdfund.web import middleware
from crowdfund.web.middleware import RequestContext


class Door:
    """Remembers the requests that came through."""

    def __init__(self):
        self.requests = []

    def __call__(self, request):
        self.requests.append(request)
        return HttpResponse()


@pytest.fixture
def door():
    return Door()


def send(door, method, path):
    return RequestContext(door)(getattr(RequestFactory(), method)(path))


def test_a_request_carries_business_time(door, monkeypatch):
    instant = system_now()
    monkeypatch.setattr(middleware, "business_now", lambda: instant)
    assert send(door, "post", "/clock/").status_code == 200
    assert door.requests[0].now == instant


@pytest.mark.parametrize("path", ["/healthz", "/static/web/css/layout.css"])
def test_a_process_that_lives_and_a_file_ask_nobody(door, monkeypatch, path):
    monkeypatch.setattr(middleware, "business_now", lambda: pytest.fail("the clock was asked"))
    before = system_now()
    assert send(door, "get", path).status_code == 200
    assert before <= door.requests[0].now <= system_now()


@pytest.mark.parametrize("error", [OperationalError("gone"), ProgrammingError("no such table yet")])
class TestWithoutTheClock:
    @pytest.fixture(autouse=True)
    def clock_is_away(self, monkeypatch, error):
        def away():
            raise error

        monkeypatch.setattr(middleware, "business_now", away)

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    @pytest.mark.parametrize("path", ["/clock/", "/api/v1/clock"])
    def test_no_change_passes(self, door, method, path):
        answer = send(door, method, path)
        assert door.requests == []
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert answer["X-Request-ID"]

    @pytest.mark.parametrize("method", ["get", "head"])
    def test_a_page_that_needs_no_row_is_dated_by_real_time(self, door, method):
        before = system_now()
        assert send(door, method, "/problems/").status_code == 200
        assert before <= door.requests[0].now <= system_now()
