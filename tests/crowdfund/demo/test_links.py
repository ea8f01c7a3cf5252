"""Nobody is led to a page that does not open."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from crowdfund.accounts.models import User
from crowdfund.demo import market
from crowdfund.demo.people import EVERYBODY
from tests.factories.deals import NOW
from tests.links import dead_links
from tests.personas import signed_in

pytestmark = pytest.mark.django_db

MOST_PAGES = 60
"""How many pages each person opens; staff have more before them than that."""


def test_all_that_the_first_page_leads_to_opens_for_everybody():
    market.load_market(now=NOW)
    found = {}
    for resident in EVERYBODY:
        client = Client()
        signed_in(client, User.objects.get(email=resident.email), used_mfa_at=NOW.timestamp())
        found[resident.email] = dead_links(client, start="/", most=MOST_PAGES)
    assert {email: dead for email, dead in found.items() if dead} == {}


def test_a_link_that_leads_nowhere_is_named(settings):
    settings.ROOT_URLCONF, settings.MIDDLEWARE = __name__, []
    assert dead_links(Client(), start="/start", most=5) == ["/missing (404), from /start"]


def _start(_request: HttpRequest) -> HttpResponse:
    return HttpResponse('<a href="/missing">on</a> <a href="https://elsewhere.example/">away</a>')


def handler404(_request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse(str(type(exception)), status=404)


urlpatterns = [path("start", _start)]
