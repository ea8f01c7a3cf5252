"""Whoever needs a screening asks for it by the page or the API; nobody gets a second one beside it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from compliance.actions.request_own_screening import request_own_screening
from compliance.core.screening import IdentityNotChecked
from compliance.core.states import ScreeningState
from compliance.models import Screening
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from tests.events import nothing_changes, recorded, verbs
from tests.factories.screening import SCREENER, make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
PAGE = reverse("compliance:own_screening")
API = reverse("compliance_api:own_screening")


def test_who_was_never_screened_is_screened(follower: Persona):
    with recorded() as events:
        assert request_own_screening(actor=follower.actor, now=NOW) == "under_way"
    assert verbs(events) == ["screening.requested"]
    assert Screening.objects.get().user_id == follower.id


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        (ScreeningState.REQUESTED, "under_way"),
        (ScreeningState.HIT, "under_way"),
        (ScreeningState.CLEAR, "clear"),
        (ScreeningState.CONFIRMED, "stopped"),
    ],
)
def test_where_none_is_due_nothing_is_changed(follower: Persona, state: ScreeningState, standing: str):
    make_screening(follower.user, state, now=NOW)
    with nothing_changes(Screening):
        assert request_own_screening(actor=follower.actor, now=NOW) == standing


def test_a_pass_that_has_ended_is_renewed(follower: Persona):
    make_screening(follower.user)
    assert request_own_screening(actor=follower.actor, now=NOW) == "under_way"


def test_an_identity_comes_first(stranger: Persona):
    with nothing_changes(Screening), pytest.raises(IdentityNotChecked):
        request_own_screening(actor=stranger.actor, now=NOW)


@pytest.mark.parametrize("actor", [SCREENER, Actor.anonymous("r")])
def test_nobody_asks_without_being_somebody(actor: Actor, db: None):
    with pytest.raises(NotAuthorised):
        request_own_screening(actor=actor, now=NOW)


def test_page_and_api_do_the_same(follower: Persona, lead: Persona):
    assert "发起筛查" in follower.client.get(PAGE).content.decode()
    with recorded() as by_page:
        sent = follower.submit(PAGE)
    assert (sent.status_code, sent.headers["Location"]) == (303, PAGE)
    with recorded() as by_api:
        answer = lead.send(API)
    assert (answer.status_code, answer.json()) == (200, {"standing": "under_way"})
    assert verbs(by_page) == verbs(by_api) == ["screening.requested"]
    assert [event.after for event in by_page] == [event.after for event in by_api]
    after = follower.client.get(PAGE).content.decode()
    assert "发起筛查" not in after
    assert "刷新状态" in after
