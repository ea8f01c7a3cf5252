"""Cooling-off, call-back and rescission as people read and do them, by page and by API."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from compliance.core.queues import queues_today
from crowdfund.web.components.days import day_text, instant_text
from deals.core.call_back import Question
from deals.models import Round, Subscription
from tests.factories.accounts import make_user
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW, TODAY
from tests.personas import Persona

pytestmark = pytest.mark.django_db

YESTERDAY = NOW - timedelta(days=1)
YES: dict[str, Any] = {each.value: "on" for each in Question}


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """The lead may be called; the follower still cools off."""
    parts = [
        Part.uncalled(lead, "4000000.00", paid_at=YESTERDAY),
        Part.uncalled(follower, "16000000.00", paid_at=NOW + timedelta(hours=1)),
    ]
    return make_led_round(founder, parts)


def of(row: Round, persona: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor_id=persona.id)


def words(persona: Persona, name: str, *args: Any) -> str:
    return str(persona.client.get(reverse(name, args=args)).content.decode())


def test_the_investor_reads_until_when_and_what_then(row: Round, follower: Persona):
    until = of(row, follower).cooling_off_until
    assert until is not None
    for page in (words(follower, "subscriptions"), words(follower, "round", row.id)):
        assert instant_text(until, seconds=True) in page
        assert reverse("subscription_rescind", args=[of(row, follower).id]) in page


def test_the_api_says_until_when(row: Round, founder: Persona, follower: Persona):
    for persona in (founder, follower):
        body = persona.api.get(reverse("api_subscription", args=[of(row, follower).id])).json()
        assert body["cooling_off_until"].endswith("+08:00")
        assert body["called_back_at"] is None


def test_the_queue_keeps_those_who_cool_off_apart(row: Round, officer: Persona, auditor: Persona):
    page = officer.client.get(reverse("call_backs"))
    ready, cooling = page.context["ready"], page.context["cooling"]
    assert [line["subscription"].kind for line in ready] == ["lead"]
    assert [line["subscription"].kind for line in cooling] == ["follower"]
    address = reverse("call_back", args=[ready[0]["subscription"].id])
    assert address in page.content.decode()
    assert reverse("call_back", args=[cooling[0]["subscription"].id]) not in page.content.decode()
    assert address not in words(auditor, "call_backs")
    listed = officer.api.get(reverse("api_call_backs")).json()["results"]
    assert [each["attempts"] for each in listed] == [0, 0]


def test_the_board_counts_them(row: Round, officer: Persona):
    waiting = {state.queue.name: state.count for state in queues_today(officer.actor, today=TODAY)}
    assert waiting["call_backs"] == 2


def test_the_queue_costs_the_same_for_many(founder: Persona, officer: Persona):
    def asked(count: int) -> int:
        people = [make_user(f"p{count}-{place}@example.com") for place in range(count)]
        make_led_round(founder, [Part.uncalled(each, "1000000.00", paid_at=YESTERDAY) for each in people])
        with CaptureQueriesContext(connection) as queries:
            officer.client.get(reverse("call_backs"))
        return len(queries)

    asked(1)
    assert asked(2) == asked(9)


def test_a_wrong_answer_is_said_beside_its_question(row: Round, lead: Persona, officer: Persona):
    address = reverse("call_back", args=[of(row, lead).id])
    answer = officer.submit(address, {**YES, "possible_loss": "", "outcome": "confirmed"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["possible_loss"]


def test_a_call_that_comes_too_early_leads_to_its_determination(row: Round, follower: Persona, officer: Persona):
    answer = officer.submit(reverse("call_back", args=[of(row, follower).id]), {"outcome": "not_reached"})
    assert answer["Location"].startswith("/compliance/")
    page = officer.client.get(answer["Location"], headers={"Accept-Language": "en"}).content.decode()
    assert "29" in page
    assert of(row, follower).call_backs.count() == 0


def test_the_investor_reads_the_calls_and_the_company_does_not(
    row: Round, lead: Persona, founder: Persona, officer: Persona
):
    address = reverse("call_back", args=[of(row, lead).id])
    assert officer.submit(address, {"outcome": "not_reached", "note": "Mailbox."}).status_code == 303
    assert "Mailbox." in officer.client.get(address).content.decode()
    calls = reverse("api_subscription_call_backs", args=[of(row, lead).id])
    assert [each["note"] for each in lead.api.get(calls).json()["results"]] == ["Mailbox."]
    assert founder.api.get(calls).json()["results"] == []


def test_the_closing_page_says_how_many_and_until_when(row: Round, founder: Persona, follower: Persona):
    page = words(founder, "round_close", row.id)
    until = of(row, follower).cooling_off_until
    assert until is not None
    assert instant_text(until, seconds=True) in page
    assert '<form class="form" method="post"' not in page, "no button that can only be refused"
    refused = founder.send(reverse("api_round_close", args=[row.id]))
    assert (refused.status_code, refused.json()["findings"][0]["measured"]) == (409, "2")


def test_a_lead_is_told_that_the_raise_ends(row: Round, lead: Persona, follower: Persona):
    warned = lead.client.get(reverse("subscription_rescind", args=[of(row, lead).id]))
    plain = follower.client.get(reverse("subscription_rescind", args=[of(row, follower).id]))
    assert "notice--warning" in warned.content.decode()
    assert "notice--warning" not in plain.content.decode()


def test_what_was_called_back_is_not_offered_to_be_rescinded(founder: Persona, lead: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00")])
    address = reverse("subscription_rescind", args=[of(row, lead).id])
    assert address not in words(lead, "subscriptions")
    assert '<form class="form" method="post"' not in words(lead, "subscription_rescind", of(row, lead).id)


def test_investor_company_and_desk_read_the_last_day_and_what_follows(
    row: Round, founder: Persona, follower: Persona, officer: Persona
):
    last = of(row, follower).call_back_by
    assert last is not None
    shown = day_text(last)
    for page in (words(follower, "subscriptions"), words(follower, "round", row.id)):
        assert shown in page
        assert "平台合规规则第18条" in page
    closing = words(founder, "round_close", row.id)
    assert shown in closing
    assert "平台合规规则第18条" in closing
    assert shown in words(officer, "call_backs")
    assert "0/3" in words(officer, "call_backs")
    assert shown in words(officer, "call_back", of(row, follower).id)
    (body,) = [
        each for each in officer.api.get(reverse("api_call_backs")).json()["results"] if each["kind"] == "follower"
    ]
    assert (body["call_back_by"], body["tried"]) == (last.isoformat(), 0)
