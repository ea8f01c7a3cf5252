"""Subscriptions as pages: subscribing with what stands against it, one's own list, taking one back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.models import Determination
from deals.core.lead import DAYS_TO_PAY
from deals.core.states import RoundState
from deals.models import Round, RoundCapacity, Subscription
from tests.events import nothing_changes
from tests.factories.deals import TODAY, make_round, yuan
from tests.factories.leads import CRUMB, certify, make_led_round, make_subscription
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _words(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    """A led raise with 16 million left."""
    return make_led_round(founder, lead)


def test_a_follower_subscribes_and_comes_to_the_list(row: Round, follower: Persona):
    certify(follower)
    address = reverse("subscribe", args=[row.id])
    assert address in follower.client.get(reverse("round", args=[row.id])).content.decode()
    form = follower.client.get(address)
    assert "16,000,000.00" in _words(form)
    assert reverse("compliance:certification") not in form.content.decode().split("<main")[1]
    answer = follower.submit(address, {"amount": "1,500,000"})
    assert (answer.status_code, answer["Location"]) == (303, reverse("subscriptions"))
    page = follower.client.get(answer["Location"])
    assert "1,500,000.00" in _words(page)
    assert f'datetime="{TODAY + timedelta(days=DAYS_TO_PAY)}"' in page.content.decode()
    assert reverse("payments") in page.content.decode()
    shown = follower.client.get(reverse("round", args=[row.id]))
    assert address not in shown.content.decode()
    assert shown.context["own_subscription"]["subscription"].amount == yuan("1500000.00")


def test_whoever_is_not_certified_is_shown_the_way_and_the_article(row: Round, follower: Persona):
    address = reverse("subscribe", args=[row.id])
    assert reverse("compliance:certification") in follower.client.get(address).content.decode().split("<main")[1]
    answer = follower.submit(address, {"amount": CRUMB})
    ruling = Determination.objects.get(facts_kind="subscription")
    assert answer["Location"] == f"{reverse('round', args=[row.id])}?refused={ruling.id}"
    page = follower.client.get(answer["Location"])
    assert page.context["refusal"].id == ruling.id
    assert [way["url"] for way in page.context["ways_on"]] == [reverse("compliance:certification")]
    assert list(page.context["messages"]) == [], "nothing was done"
    assert "subscription.certified" in {finding.rule for finding in page.context["refusal"].findings}


def test_a_subscriber_s_ruling_is_not_the_raise_s(row: Round, founder: Persona, officer: Persona, follower: Persona):
    follower.submit(reverse("subscribe", args=[row.id]), {"amount": CRUMB})
    for reader in (founder, officer):
        page = reader.client.get(reverse("round", args=[row.id]))
        assert not page.context["is_refused"]
        assert page.context["ruling"].facts_kind == "round"


def test_when_room_is_short_the_form_says_so_and_keeps_the_amount(row: Round, follower: Persona):
    certify(follower)
    RoundCapacity.objects.filter(round_id=row.id).update(remaining_minor=yuan("1200000.00").minor)
    with nothing_changes(Subscription):
        answer = follower.submit(reverse("subscribe", args=[row.id]), {"amount": "1300000"})
    assert (answer.status_code, answer.context["problem"].kind.code) == (409, "no_room_left")
    assert 'value="1300000"' in answer.content.decode()
    assert "1,200,000.00" in _words(answer)


def test_too_little_stands_beside_its_field(row: Round, follower: Persona):
    certify(follower)
    answer = follower.submit(reverse("subscribe", args=[row.id]), {"amount": "999,999.99"})
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"amount"}


def test_before_there_is_a_lead_the_page_says_so(founder: Persona, follower: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    page = follower.client.get(reverse("subscribe", args=[row.id]))
    assert page.status_code == 200
    assert 'name="amount"' not in page.content.decode()
    assert follower.submit(reverse("subscribe", args=[row.id]), {"amount": CRUMB}).status_code == 409


def test_one_takes_back_what_was_not_paid(row: Round, follower: Persona):
    certify(follower)
    subscription = make_subscription(row, follower)
    address = reverse("subscription_cancel", args=[subscription.id])
    assert address in follower.client.get(reverse("subscriptions")).content.decode()
    assert follower.client.get(address).status_code == 200
    assert follower.submit(address)["Location"] == reverse("subscriptions")
    subscription.refresh_from_db()
    assert subscription.state == "cancelled"
    assert address not in follower.client.get(reverse("subscriptions")).content.decode()
    assert follower.submit(address).status_code == 409


def test_nothing_yet_says_where_to_go(follower: Persona):
    page = follower.client.get(reverse("subscriptions"))
    assert page.status_code == 200
    assert reverse("rounds") in page.content.decode().split("<main")[1]


def test_the_list_costs_the_same_however_long(founder: Persona, lead: Persona, follower: Persona):
    certify(follower)
    make_subscription(make_led_round(founder, lead), follower)
    follower.client.get(reverse("subscriptions"))
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as cost:
            assert follower.client.get(reverse("subscriptions")).status_code == 200
        costs.append(len(cost))
        make_subscription(make_led_round(founder, lead), follower)
        make_subscription(make_led_round(founder, lead), follower)
    assert costs[0] == costs[1]


def test_home_shows_led_raises_to_investors_too(row: Round, follower: Persona):
    assert [each.id for each in follower.client.get("/").context["open_rounds"]] == [row.id]
