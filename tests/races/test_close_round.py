"""A follower subscribes while the company closes the raise: nobody holds room in a raise that is over."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.errors import IllegalMove
from deals.actions import close_round as closing
from deals.actions import subscribe as subscribing
from deals.actions.take_room import hold_room
from deals.core.round import RoundSnapshot
from deals.core.states import SubscriptionState
from deals.locks import lock_subscriptions_of_round
from deals.models import Round, Subscription
from deals.queries import rooms_that_disagree, state_of_round
from tests.factories.accounts import make_user
from tests.factories.deals import NOW, changed, yuan
from tests.factories.leads import CRUMB, certify, make_led_round, make_subscription
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)

FOLLOWERS = 3
LEFT_HANGING = {SubscriptionState.RESERVED.value, SubscriptionState.PAID.value}


@pytest.fixture
def followers() -> list[Persona]:
    people = [
        Persona(make_user(f"investor-{number}@example.com", roles=[Role.INVESTOR], is_checked=True))
        for number in range(FOLLOWERS + 1)
    ]
    certify(*people)
    return people


@pytest.fixture
def row(founder: Persona, lead: Persona, followers: list[Persona]) -> Round:
    """A raise that can close: the lead, with two sevenths of what is paid, and one follower have paid."""
    raised = make_led_round(founder, lead, amount="6000000.00", terms=changed(target=yuan("30000000.00")))
    make_subscription(raised, followers.pop(), amount="15000000.00")
    for each in Subscription.objects.filter(round=raised):
        each.receive(each.amount)
        each.complete(state=SubscriptionState.PAID, now=NOW)
    return raised


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The follower goes on once the closing has counted, the closing once the follower has seen the raise open."""
    place = Meeting()
    monkeypatch.setattr(subscribing, "state_of_round", place.after(state_of_round))
    monkeypatch.setattr(closing, "lock_subscriptions_of_round", place.after(lock_subscriptions_of_round))
    return place


def _close(founder: Persona, row: Round) -> Callable[[], Any]:
    return partial(closing.close_round, actor=founder.actor, now=NOW, round_id=row.id)


def _follow(investor: Persona, row: Round) -> Callable[[], Any]:
    return partial(subscribing.subscribe, actor=investor.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def _states(row: Round) -> set[str]:
    return set(Subscription.objects.filter(round=row).values_list("state", flat=True))


def test_the_control_without_the_lock_somebody_slips_in(
    founder: Persona, row: Round, followers: list[Persona], meeting: Meeting, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(closing, "hold_room", lambda **_: None)
    closed, followed = at_once(_close(founder, row), _follow(followers[0], row))
    assert meeting.met
    assert (type(closed), type(followed)) == (RoundSnapshot, UUID), (closed, followed)
    assert _states(row) & LEFT_HANGING, "the race did not happen"


def test_under_the_lock_they_never_meet(founder: Persona, row: Round, followers: list[Persona], meeting: Meeting):
    closed, followed = at_once(_close(founder, row), _follow(followers[0], row))
    assert not meeting.met
    assert isinstance(closed, RoundSnapshot), closed
    assert isinstance(followed, UUID | IllegalMove), followed
    assert not _states(row) & LEFT_HANGING
    assert rooms_that_disagree() == []


def test_nobody_slips_in_while_the_raise_closes(founder: Persona, row: Round, followers: list[Persona]):
    """The closing holds the room before it counts: whoever comes then waits, and finds the raise closed."""
    closed, *_ = at_once(_close(founder, row), *[_follow(investor, row) for investor in followers])
    assert isinstance(closed, RoundSnapshot), closed
    assert not _states(row) & LEFT_HANGING, "somebody holds room in a raise that is over"
    assert rooms_that_disagree() == []


def test_the_real_parts_are_the_ones_that_were_taken_out():
    assert vars(closing)["hold_room"] is hold_room
    assert vars(closing)["lock_subscriptions_of_round"] is lock_subscriptions_of_round
    assert vars(subscribing)["state_of_round"] is state_of_round
