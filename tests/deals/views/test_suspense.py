"""The pages and the API of money that nobody knows, and that both do the same."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from crowdfund.audit.models import Event
from deals.models import StrayMoney
from tests.architecture.world import taken_back
from tests.events import events_since, told
from tests.factories.custody import confirmed, proposed, second_operator, stray_money
from tests.factories.deals import yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

REASON = {"reason": "The sender has written to us."}
DOORS: dict[str, tuple[str, Callable[[], StrayMoney], dict[str, str]]] = {
    "return": ("stray_return", stray_money, REASON),
    "confirm": ("stray_confirm", proposed, {}),
}


def _deeds(persona: Persona) -> dict[Any, tuple[bool, bool]]:
    shown = persona.client.get(reverse("custody")).context["strays"]
    return {each["stray"].id: (each["may_propose"], each["may_confirm"]) for each in shown}


def test_operators_see_what_they_can_do_about_each(operator: Persona, auditor: Persona, settings: Any):
    settings.CUSTODIAN_URL = "http://127.0.0.1:9"
    waiting, suggested, on_its_way = stray_money().id, proposed().id, confirmed(operator).id
    deeds = {waiting: (True, False), suggested: (True, True), on_its_way: (False, False)}
    assert _deeds(operator) == deeds
    assert _deeds(second_operator())[suggested] == (True, False), "nobody confirms their own proposal"
    assert set(_deeds(auditor).values()) == {(False, False)}
    page = operator.client.get(reverse("custody")).content.decode()
    assert reverse("stray_return", args=[waiting]) in page
    assert reverse("stray_confirm", args=[suggested]) in page
    assert reverse("stray_return", args=[on_its_way]) not in page


def test_the_pages_lead_through_it(operator: Persona):
    stray = stray_money(amount="12345.67")
    address = reverse("stray_return", args=[stray.id])
    page = second_operator().client.get(address)
    assert (page.status_code, page.context["stray"].amount) == (200, yuan("12345.67"))
    assert second_operator().submit(address, {"reason": ""}).status_code == 422
    done = second_operator().submit(address, REASON)
    assert (done.status_code, done["Location"]) == (303, reverse("custody"))
    assert REASON["reason"] in operator.client.get(reverse("stray_confirm", args=[stray.id])).content.decode()
    assert second_operator().submit(reverse("stray_confirm", args=[stray.id])).status_code == 409
    assert operator.submit(reverse("stray_confirm", args=[stray.id])).status_code == 303
    assert StrayMoney.objects.get(id=stray.id).state == "due"


def test_a_page_has_no_button_where_there_is_nothing_to_decide(operator: Persona):
    def is_open(name: str, stray: StrayMoney) -> bool:
        page = operator.client.get(reverse(name, args=[stray.id]))
        assert page.context["is_open"] == ("button--decision" in page.content.decode())
        return bool(page.context["is_open"])

    waiting, suggested, on_its_way = stray_money(), proposed(), confirmed(operator)
    assert [is_open("stray_return", stray) for stray in (waiting, suggested, on_its_way)] == [True, True, False]
    assert [is_open("stray_confirm", stray) for stray in (waiting, suggested, on_its_way)] == [False, True, False]


def test_the_list_of_the_api_names_who_did_what(operator: Persona, auditor: Persona):
    stray = confirmed(operator)
    (shown,) = auditor.api.get(reverse("api_strays")).json()["results"]
    assert (shown["id"], shown["amount"], shown["state"]) == (str(stray.id), "7.00", "due")
    assert (shown["proposed_by"], shown["confirmed_by"]) == (str(second_operator().id), str(operator.id))
    assert shown["return_order"] == str(stray.return_id)


def test_whoever_proposed_it_is_told_why_they_cannot_confirm():
    stray = proposed()
    refused = second_operator().send(reverse("api_stray_confirm", args=[stray.id]))
    assert (refused.status_code, refused.json()["code"]) == (409, "second_person_needed")


def test_an_empty_reason_is_none(operator: Persona):
    refused = operator.send(reverse("api_stray_return", args=[stray_money().id]), {"reason": ""})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/reason")


def _outcome(operator: Persona, verb: str, door: str) -> Any:
    name, prepare, given = DOORS[verb]
    stray = prepare()
    before = Event.objects.count()
    if door == "page":
        assert operator.submit(reverse(name, args=[stray.id]), given).status_code == 303
    else:
        assert operator.send(reverse(f"api_{name}", args=[stray.id]), given).status_code == 200
    events = events_since(before)
    stored = StrayMoney.objects.get(id=stray.id)
    return (
        [(event.verb, event.actor_id, event.reason, sorted({**event.before, **event.after})) for event in events],
        [told(event) for event in events],
        (stored.state, stored.reason, stored.proposed_by_id, stored.confirmed_by_id, stored.return_id is None),
    )


@pytest.mark.parametrize("verb", DOORS)
def test_both_doors_leave_the_same_behind(operator: Persona, verb: str):
    second_operator()
    outcomes = []
    for door in ("page", "api"):
        with taken_back():
            outcomes.append(_outcome(operator, verb, door))
    assert outcomes[0] == outcomes[1]
    assert len(outcomes[0][0]) == 1


@pytest.mark.parametrize("verb", DOORS)
def test_a_key_names_one_effect(operator: Persona, verb: str):
    name, prepare, given = DOORS[verb]
    address, key = reverse(f"api_{name}", args=[prepare().id]), uuid4().hex
    first, again = (operator.send(address, given, key=key) for _ in range(2))
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotent-Replayed"] == "true"
