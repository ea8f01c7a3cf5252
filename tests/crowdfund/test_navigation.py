"""The navigation stays short: what is rare stands one level down, and says what waits and where the reader is."""

from typing import Any

import pytest
from django.urls import reverse

from tests.personas import Persona

pytestmark = pytest.mark.django_db


def items(persona: Persona, address: str = "/") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = persona.client.get(address).context["navigation"]
    return found


def urls(item: dict[str, Any]) -> list[str]:
    return [entry["url"] for entry in item.get("entries", [item])]


def test_nobody_finds_more_than_eight_things_in_the_row(personas: dict[str, Persona]):
    for name, persona in personas.items():
        assert len(items(persona)) <= 8, name


def test_an_investor_has_five_and_reaches_everything(follower: Persona):
    row = items(follower)
    assert [item["label"] for item in row] == ["首页", "本轮融资", "投资", "合规档案", "资料"]
    reached = {url for item in row for url in urls(item)}
    rooms = ("subscriptions", "payments", "exit_windows", "files:files", "compliance:calendar", "compliance:rulebook")
    assert {reverse(room) for room in (*rooms, "compliance:calculators", "compliance:own_file")} <= reached


def test_a_group_of_one_is_a_plain_link(stranger: Persona, auditor: Persona):
    for persona in (stranger, auditor):
        assert all(len(item["entries"]) > 1 for item in items(persona) if "entries" in item)
    assert reverse("compliance:own_file") not in {url for item in items(stranger) for url in urls(item)}


def test_the_page_itself_is_told_from_those_below_it(follower: Persona):
    here = {item["label"]: item["here"] for item in items(follower, reverse("rounds"))}
    assert here["本轮融资"] == "page"
    assert {word for label, word in here.items() if label != "本轮融资"} == {""}
    below = {item["label"]: item["here"] for item in items(follower, reverse("compliance:rulebook_changes"))}
    assert below["资料"] == "true"
    assert below["首页"] == ""
    for part in ("compliance:certification", "compliance:assessment", "compliance:own_screening"):
        assert {item["label"]: item["here"] for item in items(follower, reverse(part))}["合规档案"] == "true"


def test_what_waits_inside_a_group_is_counted_outside(follower: Persona, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("crowdfund.navigation.count_waiting_for_buyer", lambda _actor: 3)
    group = next(item for item in items(follower) if reverse("exit_windows") in urls(item))
    assert group["count"] == 3
    assert [entry["count"] for entry in group["entries"]] == [0, 0, 3]


def test_groups_open_without_a_script(follower: Persona):
    page = follower.client.get("/").content.decode()
    assert page.count('<details class="menu menu--nav" name="site-nav">') == 2
