"""tests / web: the numbers are for operators, auditors and the collector that knows the token."""

from datetime import timedelta

import pytest
from django.test import Client

from crowdfund.kernel.clock import system_now
from crowdfund.web.health import beat

pytestmark = pytest.mark.django_db
TOKEN = "a token of this test"


def collect(token):
    return Client().get("/metrics", headers={"Authorization": f"Bearer {token}"})


def test_a_visitor_is_sent_to_sign_in():
    assert Client().get("/metrics")["Location"] == "/accounts/login/?next=/metrics"


@pytest.mark.parametrize(("persona", "status"), [("operator", 200), ("auditor", 200), ("officer", 403), ("lead", 403)])
def test_operators_and_auditors_read_them_in_the_browser(personas, persona, status):
    assert personas[persona].client.get("/metrics").status_code == status


def test_the_collector_shows_its_token(settings):
    settings.METRICS_TOKEN = TOKEN
    answer = collect(TOKEN)
    assert answer.status_code == 200
    assert "django_http_requests_total_by_method_total" in answer.content.decode()


@pytest.mark.parametrize("shown", ["", "another token", "a token of this tes"])
def test_another_token_is_refused(settings, shown):
    settings.METRICS_TOKEN = TOKEN
    answer = collect(shown)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Bearer realm="api"')


@pytest.mark.parametrize("shown", ["", TOKEN])
def test_without_the_setting_no_token_is_good(settings, shown):
    settings.METRICS_TOKEN = ""
    assert collect(shown).status_code == 401


def test_the_age_of_the_heartbeats_is_one_of_them(operator):
    beat(name="worker", at=system_now() - timedelta(seconds=42))
    page = operator.client.get("/metrics").content.decode()
    name = 'crowdfund_heartbeat_age_seconds{process="worker"}'
    (line,) = [line for line in page.splitlines() if line.startswith(name)]
    assert 42 <= int(line.split()[1].partition(".")[0]) < 60


def test_without_a_database_the_collector_still_gets_the_rest(settings, database_down):
    settings.METRICS_TOKEN = TOKEN
    assert collect(TOKEN).status_code == 200
