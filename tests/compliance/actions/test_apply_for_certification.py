"""An investor applies, for themselves and once at a time."""

from datetime import UTC, datetime

import pytest

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.core.certification import LONGEST_STATEMENT, AlreadyWaiting, EvidenceKind
from compliance.models import Certification
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_certification
from tests.factories.screening import make_screening
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
WEALTH = "存款 3,200,000 元"


def apply(actor: Actor, statement: str = WEALTH) -> Certification:
    id = apply_for_certification(actor=actor, now=NOW, evidence=EvidenceKind.FINANCIAL_ASSETS, statement=statement)
    return Certification.objects.get(id=id)


def test_the_application_waits_and_officers_are_told(follower: Persona, officer: Persona):
    with recorded() as events:
        row = apply(follower.actor, f"  {WEALTH} ")
    assert (row.user_id, row.state, row.applied_at) == (follower.id, "applied", NOW)
    assert (row.regime, row.evidence, row.statement) == ("private_fund_2014", "financial_assets", WEALTH)
    assert verbs(events) == ["screening.requested", "certification.applied"]
    assert told(events[1]) == {officer.id}
    assert (events[1].actor_id, events[1].subject_id) == (follower.id, row.id)


def test_who_was_cleared_lately_is_not_screened_again(follower: Persona):
    make_screening(follower.user, now=NOW)
    with recorded() as events:
        apply(follower.actor)
    assert verbs(events) == ["certification.applied"]


def test_the_event_says_nothing_of_wealth(follower: Persona):
    with recorded() as events:
        apply(follower.actor)
    assert "3,200,000" not in str([(event.before, event.after, event.reason) for event in events])


def test_nobody_waits_twice(follower: Persona):
    make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(AlreadyWaiting):
        apply(follower.actor)


def test_a_certified_investor_may_apply_again_before_it_expires(follower: Persona):
    make_certification(follower.user)
    assert apply(follower.actor).state == "applied"


@pytest.mark.parametrize("statement", ["", "  ", "x" * (LONGEST_STATEMENT + 1)])
def test_an_application_says_something(follower: Persona, statement: str):
    with nothing_changes(Certification), pytest.raises(Invalid):
        apply(follower.actor, statement)


@pytest.mark.parametrize("name", ["stranger", "officer", "operator", "auditor", "partner"])
def test_only_checked_investors_apply(personas: dict[str, Persona], name: str):
    with nothing_changes(Certification), pytest.raises(NotAuthorised):
        apply(personas[name].actor)


def test_the_role_without_the_check_and_the_check_without_the_role_are_not_enough(db: None):
    for user in (make_user(roles=[Role.INVESTOR]), make_user(is_checked=True)):
        with nothing_changes(Certification), pytest.raises(NotAuthorised):
            apply(Persona(user).actor)


def test_nobody_in_particular_signs_in_first(db: None):
    with pytest.raises(NotAuthenticated):
        apply(Actor.anonymous("r"))
