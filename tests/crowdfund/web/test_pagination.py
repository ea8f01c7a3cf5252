"""tests / web: a list read by cursor misses nothing and repeats nothing, whatever is added meanwhile."""

from datetime import timedelta

import pytest
from django.urls import path
from rest_framework import serializers

from crowdfund.accounts.models import Organisation
from crowdfund.web.rest import ApiView
from tests.crowdfund.web.doors import opened
from tests.factories.accounts import LONG_AGO, make_organisation

pytestmark = pytest.mark.django_db


class OrganisationOut(serializers.Serializer):
    """An organisation by its id."""

    id = serializers.UUIDField()


class Organisations(ApiView):
    """Every organisation."""

    def get(self, request):
        return self.listed(Organisation.objects.all(), OrganisationOut)


@pytest.fixture(autouse=True)
def _doors():
    with opened(path("api/v1/every-organisation", Organisations.as_view())):
        yield


def found(count, *, since=0):
    return [str(make_organisation(now=LONG_AGO + timedelta(minutes=since + n)).id) for n in range(count)]


def pages(api, limit, *, between=lambda: None):
    address = f"/api/v1/every-organisation?limit={limit}"
    while address:
        body = api.get(address).json()
        yield [row["id"] for row in body["results"]]
        between()
        address = body["next"]


def test_rows_added_between_two_pages_are_neither_missed_nor_repeated(stranger):
    ids = found(23)
    clock = iter(range(1000, 2000))
    seen = [row for page in pages(stranger.api, 5, between=lambda: found(3, since=next(clock))) for row in page]
    assert seen == sorted(ids, reverse=True)


def test_a_row_that_goes_does_not_hide_its_neighbours(stranger):
    ids = sorted(found(12), reverse=True)
    gone = iter([ids[4]])

    def take_one():
        for key in gone:
            Organisation.objects.filter(id=key).delete()

    seen = [row for page in pages(stranger.api, 5, between=take_one) for row in page]
    assert seen == ids


@pytest.mark.parametrize(("limit", "rows"), [("2", 2), ("200", 203), ("100000", 203), ("0", 50), ("-1", 50), ("x", 50)])
def test_a_page_has_fifty_rows_unless_asked_and_never_more_than_two_hundred(stranger, limit, rows):
    found(203)
    body = stranger.api.get(f"/api/v1/every-organisation?limit={limit}").json()
    assert len(body["results"]) == min(rows, 200)


def test_the_way_back_leads_where_one_came_from(stranger):
    found(4)
    first = stranger.api.get("/api/v1/every-organisation?limit=2").json()
    second = stranger.api.get(first["next"]).json()
    assert stranger.api.get(second["previous"]).json()["results"] == first["results"]


@pytest.mark.parametrize("cursor", ["nonsense", "%00", "cD0x", "cj0xJnA9eA=="])
def test_a_cursor_that_is_none_is_a_problem(stranger, cursor):
    found(3)
    answer = stranger.api.get(f"/api/v1/every-organisation?cursor={cursor}")
    assert answer.status_code in {200, 404, 400, 422}
    if answer.status_code != 200:
        assert answer["Content-Type"] == "application/problem+json"
