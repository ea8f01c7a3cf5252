"""tests / web: a ceiling on requests, which falls away rather than the service when Redis is away."""

import pytest
from django.test import RequestFactory

from crowdfund.web.throttling import ActorThrottle, AddressCeiling


@pytest.fixture
def three_a_minute(monkeypatch):
    monkeypatch.setattr(ActorThrottle, "rate", "3/min", raising=False)


@pytest.mark.django_db
def test_who_asks_too_often_is_told_when_to_come_again(founder, lead, three_a_minute):
    answers = [founder.api.get("/api/v1/me") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[3].json()["code"] == "too_many_requests"
    assert 0 < int(answers[3]["Retry-After"]) <= 61
    assert lead.api.get("/api/v1/me").status_code == 200


@pytest.mark.django_db
def test_without_redis_everybody_is_served(founder, three_a_minute, redis_down):
    assert {founder.api.get("/api/v1/me").status_code for _ in range(5)} == {200}


def test_addresses_are_counted_apart_and_by_name():
    factory = RequestFactory()
    here, there = factory.get("/", REMOTE_ADDR="192.0.2.1"), factory.get("/", REMOTE_ADDR="192.0.2.2")

    def wait(request, name="token"):
        return AddressCeiling(name=name, rate="1/min").seconds_to_wait(request)

    assert wait(here) is None
    assert 0 < wait(here) <= 61
    assert wait(there) is None
    assert wait(here, name="another") is None
