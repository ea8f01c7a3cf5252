"""A screening is requested once while one waits, and only for somebody whose identity was checked."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from compliance.actions.request_screening import request_company_screening, request_screening
from compliance.core.screening import IdentityNotChecked, Screenee
from compliance.core.states import ScreeningState
from compliance.models import Screening
from compliance.queries.screenings import check_of
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.errors import NotAuthorised, NotFound
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.screening import SCREENER, make_screening
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def ask(actor, user):
    return request_screening(actor=actor, now=NOW, user_id=user.id)


def test_the_request_waits_for_the_provider_and_names_nobody(follower: Persona):
    with recorded() as events:
        found = ask(SCREENER, follower)
    row = Screening.objects.get(id=found)
    assert (row.user_id, row.state, row.requested_at, row.told_at) == (follower.id, "requested", NOW, None)
    assert row.asks_register
    assert verbs(events) == ["screening.requested"]
    assert events[0].after == {"state": "requested", "asks_register": True}
    assert told(events[0]) == set()


@pytest.mark.parametrize("state", [ScreeningState.REQUESTED, ScreeningState.HIT, ScreeningState.MISMATCH])
def test_one_that_waits_is_not_doubled(follower: Persona, state: ScreeningState):
    row = make_screening(follower.user, state)
    with nothing_changes(Screening):
        assert ask(SCREENER, follower) == row.id


@pytest.mark.parametrize(
    ("state", "asks_register"),
    [
        (ScreeningState.CLEAR, False),
        (ScreeningState.CLEARED, False),
        (ScreeningState.CONFIRMED, False),
        (ScreeningState.FAILED, True),
    ],
)
def test_the_document_is_compared_until_that_was_answered_once(follower: Persona, state, asks_register: bool):
    make_screening(follower.user, state)
    assert Screening.objects.get(id=ask(SCREENER, follower)).asks_register is asks_register


def test_a_company_is_asked_about_by_name_and_credit_code(founder: Persona):
    company = founder.organisation
    assert company is not None
    with recorded() as events:
        found = request_company_screening(actor=founder.actor, now=NOW, organisation_id=company.id)
    row = Screening.objects.get(id=found)
    assert (row.screenee, row.user_id, row.asks_register) == (Screenee.company(company.id), None, True)
    assert (verbs(events), told(events[0])) == (["screening.requested"], set())
    sent = check_of(row).as_plain()
    assert (sent["name"], sent["document_number"]) == (company.name, company.credit_code)
    assert (sent["document_kind"], sent["born_on"]) == ("CREDIT_CODE", None)
    with nothing_changes(Screening):
        assert request_company_screening(actor=SCREENER, now=NOW, organisation_id=company.id) == found


def test_nobody_from_outside_has_a_company_screened(founder: Persona, follower: Persona, officer: Persona):
    company = founder.organisation
    assert company is not None
    with nothing_changes(Screening), pytest.raises(NotAuthorised):
        request_company_screening(actor=follower.actor, now=NOW, organisation_id=company.id)
    with nothing_changes(Screening), pytest.raises(NotFound):
        request_company_screening(actor=SCREENER, now=NOW, organisation_id=uuid4())
    check_id = request_company_screening(actor=officer.actor, now=NOW, organisation_id=company.id)
    assert Screening.objects.get(id=check_id).organisation_id == company.id


def test_an_investor_asks_for_themselves_and_an_officer_for_somebody_else(follower: Persona, officer: Persona):
    assert ask(follower.actor, follower) == ask(officer.actor, follower)


@pytest.mark.parametrize("name", ["founder", "lead", "stranger", "operator", "auditor", "partner"])
def test_nobody_else_asks_for_somebody(personas: dict[str, Persona], name: str):
    with nothing_changes(Screening), pytest.raises(NotAuthorised):
        ask(personas[name].actor, personas["follower"])


@pytest.mark.django_db
def test_who_was_not_checked_is_not_screened():
    user = make_user(roles=[Role.INVESTOR])
    with nothing_changes(Screening), pytest.raises(IdentityNotChecked):
        ask(SCREENER, user)
    with pytest.raises(NotFound):
        request_screening(actor=SCREENER, now=NOW, user_id=uuid4())
