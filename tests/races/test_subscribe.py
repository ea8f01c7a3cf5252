"""Eight investors want the room of three, at the same moment and on connections of their own."""

import threading
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from crowdfund.accounts.core.roles import Role
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.money import Money
from deals.actions import subscribe as subscribing
from deals.actions.cancel_subscription import cancel_subscription
from deals.actions.take_room import NoRoomLeft, hold_room, take_room
from deals.models import Payment, Round, RoundCapacity, Subscription
from deals.queries import rooms_that_disagree
from tests.factories.accounts import make_user
from tests.factories.deals import NOW, changed, yuan
from tests.factories.leads import CRUMB, certify, make_led_round, room_of
from tests.personas import Persona
from tests.races.meeting import at_once

pytestmark = pytest.mark.django_db(transaction=True)

INVESTORS, FITTING = 8, 3
PATIENCE = 5.0
"""Seconds in which all have read; in the control nothing keeps them from it."""


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    """A led raise in which three followers still find room: four million, a quarter of it the lead's."""
    terms = changed(target=yuan("4000000.00"), minimum_raise=yuan("3000000.00"))
    return make_led_round(founder, lead, terms=terms, amount="1000000.00")


@pytest.fixture
def investors(row: Round) -> list[Persona]:
    """Eight certified investors."""
    people = [
        Persona(make_user(f"investor-{number}@example.com", roles=[Role.INVESTOR], is_checked=True))
        for number in range(INVESTORS)
    ]
    certify(*people)
    return people


def _subscribe(actor: Actor, row: Round) -> Any:
    return subscribing.subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def _race(row: Round, investors: Sequence[Persona]) -> list[Any]:
    return list(at_once(*[partial(_subscribe, persona.actor, row) for persona in investors]))


def _sold(row: Round) -> int:
    return sum(each.amount.minor for each in Subscription.objects.live().filter(round=row))


def _read_modify_write(barrier: threading.Barrier, *, round_id: UUID, amount: Money) -> None:
    """Look how much room there is and write down what is left of it: what a counter must never do."""
    room = RoundCapacity.objects.get(round_id=round_id)
    barrier.wait(PATIENCE)
    if room.remaining_minor < amount.minor or room.holders_left < 1:
        raise NoRoomLeft
    RoundCapacity.objects.filter(round_id=round_id).update(
        remaining_minor=room.remaining_minor - amount.minor, holders_left=room.holders_left - 1
    )


def test_the_control_without_lock_and_condition_sells_more_than_there_is(
    row: Round, investors: list[Persona], monkeypatch: pytest.MonkeyPatch
):
    barrier = threading.Barrier(INVESTORS)
    monkeypatch.setattr(subscribing, "hold_room", lambda **_: None)
    monkeypatch.setattr(subscribing, "take_room", partial(_read_modify_write, barrier))
    results = _race(row, investors)
    assert all(isinstance(result, UUID) for result in results), results
    assert row.target is not None
    assert _sold(row) > row.target.minor, "the race did not happen"
    assert rooms_that_disagree() == [row.id]


def test_under_the_lock_no_more_is_sold_than_there_is(row: Round, investors: list[Persona]):
    results = _race(row, investors)
    done = [result for result in results if isinstance(result, UUID)]
    refused = [result for result in results if isinstance(result, NoRoomLeft)]
    assert (len(done), len(refused)) == (FITTING, INVESTORS - FITTING), results
    assert row.target is not None
    assert _sold(row) == row.target.minor - room_of(row)[0] == row.target.minor
    assert rooms_that_disagree() == []
    assert Event.objects.filter(verb="subscription.reserved").count() == FITTING
    assert Payment.objects.filter(subscription_id__in=done).count() == FITTING


def test_the_condition_alone_keeps_the_ceiling_too(
    row: Round, investors: list[Persona], monkeypatch: pytest.MonkeyPatch
):
    """Lock and condition are two guards: with the lock gone the one statement still sells no fen twice."""
    monkeypatch.setattr(subscribing, "hold_room", lambda **_: None)
    results = _race(row, investors)
    assert len([result for result in results if isinstance(result, UUID)]) == FITTING
    assert rooms_that_disagree() == []


def test_one_request_sent_many_times_at_once_has_one_effect(row: Round, investors: list[Persona]):
    persona, key = investors[0], uuid4().hex
    address = reverse("api_round_subscriptions", args=[row.id])
    answers = at_once(*[partial(persona.send, address, {"amount": CRUMB}, key=key) for _ in range(4)])
    assert {answer.status_code for answer in answers} <= {201, 409}, [answer.content for answer in answers]
    again = persona.send(address, {"amount": CRUMB}, key=key)
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert {answer.json()["id"] for answer in answers if answer.status_code == 201} == {again.json()["id"]}
    assert Subscription.objects.filter(round=row, investor=persona.user).count() == 1
    assert rooms_that_disagree() == []


def test_one_investor_at_two_doors_subscribes_once(row: Round, investors: list[Persona]):
    actor = investors[0].actor
    results = at_once(*[partial(_subscribe, actor, row) for _ in range(3)])
    assert [type(result).__name__ for result in results if not isinstance(result, UUID)] == ["AlreadySubscribed"] * 2
    assert rooms_that_disagree() == []


def test_who_comes_and_who_goes_at_once_leave_the_counters_right(row: Round, investors: list[Persona]):
    here = investors[:FITTING]
    taken = {persona.id: _subscribe(persona.actor, row) for persona in here}
    leave = [
        partial(cancel_subscription, actor=persona.actor, now=NOW, subscription_id=taken[persona.id])
        for persona in here
    ]
    results = at_once(*leave, *[partial(_subscribe, persona.actor, row) for persona in investors[FITTING:]])
    assert results[:FITTING] == [None] * FITTING
    assert all(isinstance(result, UUID | NoRoomLeft) for result in results[FITTING:])
    assert rooms_that_disagree() == []


def test_the_real_parts_are_the_ones_that_were_taken_out():
    """The control replaces names of the verb; were they others by now, it would prove nothing."""
    assert vars(subscribing)["hold_room"] is hold_room
    assert vars(subscribing)["take_room"] is take_room
