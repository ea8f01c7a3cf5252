"""Closing and the cap table by page and API: the same verb, the same refusal, the same table."""

from typing import Any

import pytest
from django.urls import reverse

from deals.models import Round, Vehicle
from tests.events import events_since, told
from tests.factories.closing import Part, make_led_round, make_vehicle
from tests.personas import Persona

pytestmark = pytest.mark.django_db

DOORS = ("page", "api")


def _close(founder: Persona, row: Round, door: str) -> Any:
    if door == "page":
        return founder.submit(reverse("round_close", args=[row.id]))
    return founder.send(reverse("api_round_close", args=[row.id]))


def test_both_doors_leave_the_same_behind(founder: Persona, lead: Persona, follower: Persona):
    left = []
    for door in DOORS:
        row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
        before = len(events_since())
        assert _close(founder, row, door).status_code in {200, 303}
        events = events_since(before)
        left.append(
            (
                [(event.verb, event.outcome, event.actor_id, told(event)) for event in events],
                Round.objects.get(id=row.id).state,
                Vehicle.objects.get(round=row).units,
            )
        )
    assert left[0] == left[1]
    assert left[0][1] == "closed"


def test_a_refusal_leads_to_its_determination(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "1000000.00")])
    answer = _close(founder, row, "page")
    assert answer["Location"].startswith("/compliance/")
    refused = _close(founder, row, "api")
    assert (refused.status_code, refused.json()["code"]) == (409, "refused")
    assert refused.json()["findings"][0]["rule"] == "lead.ratio.maximum"


def test_below_the_minimum_the_page_says_so_and_the_api_too(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "1000000.00")])
    page = founder.client.get(reverse("round_close", args=[row.id]))
    assert '<form class="form" method="post"' not in page.content.decode()
    answer = _close(founder, row, "api")
    assert (answer.status_code, answer.json()["code"]) == (409, "minimum_not_reached")


def test_holders_find_themselves_and_nobody_else_by_name(founder: Persona, lead: Persona, follower: Persona):
    vehicle = make_vehicle(founder, [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00")])
    body = follower.api.get(reverse("api_cap_table", args=[vehicle.round_id])).json()
    assert body["units"] == 500_000_000
    assert [(line["holder"], line["units"], line["percent"]) for line in body["holders"]] == [
        (str(follower.id), 400_000_000, "80.00"),
        (None, 100_000_000, "20.00"),
    ]
    page = follower.client.get(reverse("cap_table", args=[vehicle.round_id])).content.decode()
    assert "100,000,000" in page
    assert lead.user.email not in page


def test_the_page_of_a_raise_shows_the_way(founder: Persona, lead: Persona, follower: Persona):
    parts = [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00")]
    row, vehicle = make_led_round(founder, parts), make_vehicle(founder, parts)
    led, closed = reverse("round_close", args=[row.id]), reverse("cap_table", args=[vehicle.round_id])
    assert led in founder.client.get(reverse("round", args=[row.id])).content.decode()
    assert led not in follower.client.get(reverse("round", args=[row.id])).content.decode()
    for persona in (founder, follower):
        assert closed in persona.client.get(reverse("round", args=[vehicle.round_id])).content.decode()
