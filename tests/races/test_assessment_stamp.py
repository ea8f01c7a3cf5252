"""Somebody is assessed anew after the rules were asked and before the room is held: the answer is old."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from compliance.core.facts import InvestorClass
from compliance.queries.assessments import assessment_stamp
from crowdfund.accounts.core.roles import Role
from deals.actions import ask_suitability as asking
from deals.actions import subscribe as subscribing
from deals.actions.ask_suitability import AssessmentChanged, require_same_suitability
from deals.actions.take_room import hold_room
from deals.models import Payment, Round, Subscription
from deals.queries import rooms_that_disagree
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment
from tests.factories.deals import NOW, TODAY, yuan
from tests.factories.leads import CRUMB, certify, make_led_round
from tests.personas import Persona
from tests.races.meeting import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    return make_led_round(founder, lead)


@pytest.fixture
def investor(row: Round) -> Persona:
    persona = Persona(make_user("investor@example.com", roles=[Role.INVESTOR], is_checked=True))
    certify(persona)
    return persona


def _meanwhile(monkeypatch: pytest.MonkeyPatch, change: Callable[[], Any]) -> None:
    """Let somebody else change and commit at the last moment before the room is held."""

    def hold(*, round_id: UUID) -> None:
        (failed,) = at_once(change)
        assert not isinstance(failed, BaseException), failed
        hold_room(round_id=round_id)

    monkeypatch.setattr(subscribing, "hold_room", hold)


def _subscribe(investor: Persona, row: Round) -> Any:
    return subscribing.subscribe(actor=investor.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def test_the_control_without_the_second_look_lets_the_stale_answer_through(
    row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(subscribing, "require_same_suitability", lambda *_, **__: None)
    _meanwhile(monkeypatch, lambda: make_assessment(investor.user, InvestorClass.C1_LOWEST, on=TODAY))
    assert isinstance(_subscribe(investor, row), UUID)
    stamp = assessment_stamp(investor.id, on=TODAY)
    assert stamp is not None
    assert stamp.investor_class is InvestorClass.C1_LOWEST, "the race did not happen"


def test_under_the_lock_the_stamp_is_compared_again(row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch):
    _meanwhile(monkeypatch, lambda: make_assessment(investor.user, InvestorClass.C1_LOWEST, on=TODAY))
    with pytest.raises(AssessmentChanged):
        _subscribe(investor, row)
    assert not Subscription.objects.filter(investor=investor.user).exists()
    assert not Payment.objects.filter(subscription__investor=investor.user).exists()
    assert rooms_that_disagree() == []


def test_what_did_not_change_is_no_hindrance(row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch):
    _meanwhile(monkeypatch, lambda: None)
    assert isinstance(_subscribe(investor, row), UUID)


def test_the_real_parts_are_the_ones_that_were_taken_out():
    assert vars(subscribing)["hold_room"] is hold_room
    assert vars(subscribing)["require_same_suitability"] is require_same_suitability is asking.require_same_suitability
