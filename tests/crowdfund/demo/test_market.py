"""The made-up market: everything comes from the verbs, in every state, and all of it or nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from compliance.models import Determination
from crowdfund.accounts.core.identity import is_credit_code
from crowdfund.accounts.models import Organisation, Person, RoleGrant, User
from crowdfund.audit.models import Event
from crowdfund.demo import market
from crowdfund.demo.people import CHECKED, EVERYBODY, PASSWORD, STAFF, STRANGER
from deals.core.states import RoundState
from deals.models import Project, Round
from tests.factories.deals import NOW

pytestmark = pytest.mark.django_db


def test_there_is_something_of_everything():
    market.load_market(now=NOW)
    assert User.objects.count() == len(EVERYBODY)
    assert Organisation.objects.count() == Project.objects.count() == 3
    assert all(is_credit_code(company.credit_code) for company in Organisation.objects.all())
    states = {RoundState(state) for state in Round.objects.values_list("state", flat=True)}
    assert states >= {RoundState.DRAFT, RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN}
    assert set(Determination.objects.values_list("verdict", flat=True)) == {"PERMIT", "DENY"}
    assert Round.objects.filter(state=RoundState.DRAFT, minimum_ticket=None).exists()
    assert Event.objects.filter(verb="round.returned").exclude(reason="").exists()


def test_every_row_has_its_event_and_nothing_lies_in_the_future():
    market.load_market(now=NOW)
    subjects = set(Event.objects.values_list("subject_id", flat=True))
    for model in (User, Organisation, Project, Round, Person):
        assert set(model.objects.values_list("id", flat=True)) <= subjects, model
    instants = list(Event.objects.order_by("sequence").values_list("occurred_at", flat=True))
    assert instants == sorted(instants)
    assert NOW - timedelta(days=25) < instants[0]
    assert instants[-1] <= NOW


def test_staff_have_a_second_factor_and_only_the_stranger_is_unchecked():
    market.load_market(now=NOW)
    assert Person.objects.filter(state="CHECKED").count() == len(CHECKED)
    assert not Person.objects.filter(user__email=STRANGER.email).exists()
    assert set(
        RoleGrant.objects.filter(user__email__in=[each.email for each in STAFF]).values_list("role", flat=True)
    ) == {each.office for each in STAFF}


@pytest.mark.parametrize("resident", EVERYBODY, ids=lambda resident: resident.email)
def test_everybody_can_sign_in(resident: Any):
    market.load_market(now=NOW)
    answer = Client().post("/accounts/login/", {"login": resident.email, "password": PASSWORD})
    assert answer.status_code == 302
    assert answer["Location"] == ("/accounts/2fa/authenticate/" if resident.office else "/")


def test_a_start_that_breaks_off_leaves_nothing(monkeypatch: pytest.MonkeyPatch):
    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("the power went")

    monkeypatch.setattr(market, "approve_round", broken)
    with pytest.raises(RuntimeError):
        market.load_market(now=NOW)
    assert not User.objects.exists()
    assert not Event.objects.exists()
