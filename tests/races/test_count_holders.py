"""Two followers want the fiftieth place of a partnership, at the same moment and on connections of their own."""

from functools import partial
from typing import Any
from uuid import UUID

import pytest

from compliance.core.verdict import Refused
from crowdfund.accounts.core.roles import Role
from deals.actions import count_holders as counting
from deals.actions import subscribe as subscribing
from deals.actions.take_room import hold_room
from deals.core.holders import Partners
from deals.models import Round, Subscription
from deals.queries import partners_of, rooms_that_disagree
from tests.factories.accounts import make_user
from tests.factories.deals import NOW, changed, yuan
from tests.factories.holders import fill_places
from tests.factories.leads import CRUMB, certify, make_led_round
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)

MOST = 50


@pytest.fixture
def row(founder: Persona, lead: Persona) -> Round:
    """A led raise whose partnership has forty-nine partners, two of them its manager and its lead."""
    terms = changed(target=yuan("80000000.00"), minimum_raise=yuan("5000000.00"))
    row = make_led_round(founder, lead, terms=terms, amount="16000000.00")
    fill_places(row, MOST - 3)
    assert partners_of(row.id) == Partners(has_lead=True, followers=MOST - 3)
    return row


@pytest.fixture
def rivals() -> list[Persona]:
    people = [
        Persona(make_user(f"rival-{number}@example.com", roles=[Role.INVESTOR], is_checked=True)) for number in range(2)
    ]
    certify(*people)
    return people


def _race(row: Round, rivals: list[Persona]) -> list[Any]:
    def subscribe(persona: Persona) -> Any:
        return subscribing.subscribe(actor=persona.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))

    return list(at_once(*[partial(subscribe, persona) for persona in rivals]))


def _partners(row: Round) -> int:
    """Everybody who subscribed, and the manager, who is general partner."""
    return Subscription.objects.live().filter(round=row).count() + 1


def test_the_control_without_the_locks_takes_a_fifty_first_partner(
    row: Round, rivals: list[Persona], monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(subscribing, "hold_room", lambda **_: None)
    monkeypatch.setattr(counting, "advisory_lock", lambda *_: None)
    monkeypatch.setattr(counting, "partners_of", meeting.after(partners_of))
    results = _race(row, rivals)
    assert all(isinstance(result, UUID) for result in results), results
    assert meeting.met
    assert _partners(row) == MOST + 1, "the race did not happen"


def test_under_the_lock_the_fiftieth_place_is_given_once(
    row: Round, rivals: list[Persona], monkeypatch: pytest.MonkeyPatch
):
    meeting = Meeting()
    monkeypatch.setattr(counting, "partners_of", meeting.after(partners_of))
    results = _race(row, rivals)
    (refused,) = [result for result in results if isinstance(result, Refused)]
    assert [type(result) for result in results if result is not refused] == [UUID]
    assert not meeting.met
    assert _partners(row) == MOST
    assert rooms_that_disagree() == []
    worst = refused.findings[0]
    assert (worst.rule, worst.measured, worst.limit) == ("headcount.lp.2_50", "51", "50")


def test_the_real_parts_are_the_ones_that_were_taken_out():
    assert vars(subscribing)["hold_room"] is hold_room
    assert vars(counting)["partners_of"] is partners_of
