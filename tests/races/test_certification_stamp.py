"""A certification changes after the rules were asked about it and before the room is held: the answer is old."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from compliance.models import Certification
from compliance.queries import certification_stamp
from crowdfund.accounts.core.roles import Role
from deals.actions import subscribe as subscribing
from deals.actions.subscribe import CertificationChanged
from deals.actions.take_room import hold_room
from deals.models import Payment, Round, Subscription
from deals.queries import rooms_that_disagree
from tests.factories.accounts import make_user
from tests.factories.compliance import make_certification
from tests.factories.deals import NOW, TODAY, yuan
from tests.factories.leads import CRUMB, certify, make_led_round
from tests.personas import Persona
from tests.races.meeting import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Change = Callable[[UUID], Any]


def _refuse_after_all(user_id: UUID) -> None:
    Certification.objects.filter(user_id=user_id).update(
        state="refused", approved_on=None, expires_on=None, refusal_reason="The bank's letter was forged."
    )


def _shorten(user_id: UUID) -> None:
    Certification.objects.filter(user_id=user_id).update(expires_on=TODAY + timedelta(days=1))


def _renew(user_id: UUID) -> None:
    user = Certification.objects.select_related("user").get(user_id=user_id).user
    make_certification(user, on=TODAY - timedelta(days=1))
    Certification.objects.filter(user_id=user_id, approved_on=TODAY).update(expires_on=TODAY + timedelta(days=1))


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    return make_led_round(founder, lead)


@pytest.fixture
def investor(row: Round) -> Persona:
    persona = Persona(make_user("investor@example.com", roles=[Role.INVESTOR], is_checked=True))
    certify(persona)
    return persona


def _change_before_the_lock(monkeypatch: pytest.MonkeyPatch, change: Callable[[], Any]) -> None:
    """Let somebody else change and commit at the last moment before the room is held."""

    def hold(*, round_id: UUID) -> None:
        (failed,) = at_once(change)
        assert failed is None, failed
        hold_room(round_id=round_id)

    monkeypatch.setattr(subscribing, "hold_room", hold)


def _subscribe(investor: Persona, row: Round) -> Any:
    return subscribing.subscribe(actor=investor.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def test_the_control_without_the_second_look_lets_the_stale_answer_through(
    row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch
):
    first = certification_stamp(investor.id, on=TODAY)
    monkeypatch.setattr(subscribing, "certification_stamp", lambda *_, **__: first)
    _change_before_the_lock(monkeypatch, partial(_refuse_after_all, investor.id))
    assert isinstance(_subscribe(investor, row), UUID)
    assert certification_stamp(investor.id, on=TODAY) is None, "the race did not happen"


@pytest.mark.parametrize("change", [_refuse_after_all, _shorten, _renew])
def test_under_the_lock_the_stamp_is_compared_again(
    row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch, change: Change
):
    _change_before_the_lock(monkeypatch, partial(change, investor.id))
    with pytest.raises(CertificationChanged):
        _subscribe(investor, row)
    assert not Subscription.objects.filter(investor=investor.user).exists()
    assert not Payment.objects.filter(subscription__investor=investor.user).exists()
    assert rooms_that_disagree() == []


def test_what_did_not_change_is_no_hindrance(row: Round, investor: Persona, monkeypatch: pytest.MonkeyPatch):
    _change_before_the_lock(monkeypatch, lambda: None)
    assert isinstance(_subscribe(investor, row), UUID)


def test_the_real_parts_are_the_ones_that_were_taken_out():
    assert vars(subscribing)["hold_room"] is hold_room
    assert vars(subscribing)["certification_stamp"] is certification_stamp
