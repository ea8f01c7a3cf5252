"""A follower rescinds while the officer calls them back and the company closes: nobody gets units and the money."""

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from crowdfund.accounts.core.roles import Role
from deals.actions import close_round as closing
from deals.actions import order_refund as refunding
from deals.actions import rescind_subscription as rescinding
from deals.actions.record_call_back import NobodyToCallBack, record_call_back
from deals.actions.unwind_subscription import NothingToRescind
from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.core.round import RoundSnapshot
from deals.locks import lock_round_of_subscription, lock_subscription, lock_subscriptions_of_round
from deals.models import CallBack, Payment, Round, Subscription, Vehicle
from deals.queries import cap_table_of, rooms_that_disagree
from tests.factories.accounts import make_user
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW, changed, yuan
from tests.personas import Persona
from tests.races.meeting import PATIENCE, Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)

ALL = Answers(confirmed=frozenset(Question))


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A raise that can close with the follower and without; they may be called back now."""
    others = Persona(make_user("others@example.com", roles=[Role.INVESTOR], is_checked=True))
    wavering = Part.uncalled(follower, "3000000.00", paid_at=NOW - timedelta(days=1))
    parts = [Part.of(lead, "5000000.00"), wavering, Part.of(others, "17000000.00")]
    return make_led_round(founder, parts, terms=changed(target=yuan("30000000.00")))


class Crossing(Meeting):
    """Both meet right after their reads; the call-back begins once the follower has read that nobody has called."""

    def __init__(self) -> None:
        super().__init__()
        self.has_read = threading.Event()

    def after_reading(self, read: Callable[..., Any]) -> Callable[..., Any]:
        """Return `read`, which says so and then waits for the closing."""

        def read_and_say(*args: Any, **options: Any) -> Any:
            found = read(*args, **options)
            self.has_read.set()
            return found

        return self.after(read_and_say)


@pytest.fixture
def crossing(monkeypatch: pytest.MonkeyPatch) -> Crossing:
    place = Crossing()
    monkeypatch.setattr(rescinding, "lock_subscription", place.after_reading(lock_subscription))
    monkeypatch.setattr(closing, "lock_subscriptions_of_round", place.after(lock_subscriptions_of_round))
    return place


def _rescind(row: Round, follower: Persona) -> Callable[[], Any]:
    subscription_id = _of(row, follower).id
    return partial(rescinding.rescind_subscription, actor=follower.actor, now=NOW, subscription_id=subscription_id)


def _call_and_close(
    row: Round, founder: Persona, follower: Persona, officer: Persona, place: Crossing
) -> Callable[[], Any]:
    subscription_id, officers, founders = _of(row, follower).id, officer.actor, founder.actor

    def deed() -> Any:
        place.has_read.wait(PATIENCE)
        try:
            called: Any = record_call_back(
                actor=officers,
                now=NOW,
                subscription_id=subscription_id,
                outcome=CallBackOutcome.CONFIRMED,
                answers=ALL,
            )
        except NobodyToCallBack as error:
            called = error
        return called, closing.close_round(actor=founders, now=NOW, round_id=row.id)

    return deed


def _of(row: Round, persona: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor_id=persona.id)


def _holds_units(row: Round, persona: Persona) -> bool:
    table = cap_table_of(Vehicle.objects.get(round=row), as_of=NOW)
    return any(line.holder_id == persona.id for line in table.lines)


def test_the_control_without_the_lock_somebody_gets_units_and_the_money(
    row: Round,
    founder: Persona,
    follower: Persona,
    officer: Persona,
    crossing: Crossing,
    monkeypatch: pytest.MonkeyPatch,
):
    unlocked_round = partial(Round.objects.select_related("project").get, id=row.id)
    for verb in (rescinding, refunding):
        monkeypatch.setattr(verb, "lock_round_of_subscription", lambda _: unlocked_round())
    monkeypatch.setattr(refunding, "lock_subscription", lambda id_: Subscription.objects.get(id=id_))
    read = crossing.after_reading(lambda id_: Subscription.objects.get(id=id_))
    monkeypatch.setattr(rescinding, "lock_subscription", read)
    at_once(_rescind(row, follower), _call_and_close(row, founder, follower, officer, crossing))
    assert crossing.met
    assert _holds_units(row, follower), "the race did not happen"
    assert Payment.objects.filter(subscription=_of(row, follower), purpose="refund").exists(), "the race did not happen"


def test_under_the_lock_either_the_contract_stands_or_the_money_goes_back(
    row: Round, founder: Persona, follower: Persona, officer: Persona, crossing: Crossing
):
    rescinded, done = at_once(_rescind(row, follower), _call_and_close(row, founder, follower, officer, crossing))
    assert not crossing.met
    called, closed = done
    assert isinstance(closed, RoundSnapshot), closed
    assert rescinded is None or isinstance(rescinded, NothingToRescind), rescinded
    has_refund = Payment.objects.filter(subscription=_of(row, follower), purpose="refund").exists()
    assert has_refund is (rescinded is None) is isinstance(called, NobodyToCallBack)
    assert _holds_units(row, follower) is not has_refund
    assert CallBack.objects.exists() is not has_refund
    assert rooms_that_disagree() == []


def test_the_real_parts_are_the_ones_that_were_taken_out():
    assert vars(rescinding)["lock_round_of_subscription"] is lock_round_of_subscription
    assert vars(refunding)["lock_round_of_subscription"] is lock_round_of_subscription
    assert vars(rescinding)["lock_subscription"] is vars(refunding)["lock_subscription"] is lock_subscription
    assert vars(closing)["lock_subscriptions_of_round"] is lock_subscriptions_of_round
