"""tests / factories: projects and raises, made by the verbs; a raise in any state, or refused by the rules."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.models import Organisation
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.money import Currency, Money
from deals.actions.approve_round import approve_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.open_round import open_round
from deals.actions.submit_round import submit_round
from deals.core.round import ManagerForm, Stage, Terms, VehicleForm
from deals.core.states import RoundState
from deals.models import Project, Round
from tests.factories.screening import pass_screening

#: Requests in tests happen in real time, so what must still be ahead of them is counted from now.
NOW = system_now()
TODAY = legal_day(NOW)

COMPLETE = Terms(
    title="澄光传感 A 轮",
    summary="Two production lines.",
    stage=Stage.A_B,
    target=Money.parse("20000000.00", Currency.CNY),
    minimum_raise=Money.parse("5000000.00", Currency.CNY),
    minimum_ticket=Money.parse("1000000.00", Currency.CNY),
    vehicle_form=VehicleForm.LIMITED_PARTNERSHIP,
    closes_on=TODAY + timedelta(days=60),
    manager_name="明德私募基金管理有限公司",
    manager_form=ManagerForm.COMPANY,
    manager_number="P1012345",
    splits_rights=False,
)
TOO_SMALL_A_TICKET = replace(COMPLETE, minimum_ticket=Money.parse("300000.00", Currency.CNY))
"""What article 12 of the private fund measures does not let pass."""
HALF_FILLED = Terms(
    title="澄光传感 B 轮",
    summary="",
    stage=None,
    target=None,
    minimum_raise=None,
    minimum_ticket=None,
    vehicle_form=None,
    closes_on=None,
)


def changed(**terms: Any) -> Terms:
    """Return the complete terms with some of them changed."""
    return replace(COMPLETE, **terms)


def company_of(founder: Any) -> Organisation:
    """Return the company of a persona who has one."""
    assert founder.organisation is not None
    company: Organisation = founder.organisation
    return company


def yuan(text: str) -> Money:
    """Return an amount of yuan."""
    return Money.parse(text, Currency.CNY)


def deciding_officer(*, is_stepped_up: bool = True) -> Actor:
    """Return some officer with a second factor just used; there is no user behind it."""
    return Actor(
        kind=ActorKind.PERSON,
        id=uuid4(),
        request_id="officer-of-the-tests",
        roles=frozenset({Role.OFFICER}),
        has_mfa=True,
        is_stepped_up=is_stepped_up,
    )


def program_of(organisation_id: UUID, *scopes: str) -> Actor:
    """Return a partner's program of the organisation with the scopes."""
    return Actor(
        kind=ActorKind.CLIENT,
        id=uuid4(),
        request_id="program-of-the-tests",
        memberships={organisation_id: "client"},
        scopes=frozenset(scopes),
    )


def make_project(founder: Any, *, name: str = "") -> Project:
    """Store a project of the persona's company."""
    pass_screening(founder.user)
    project_id = create_project(
        actor=founder.actor,
        now=NOW,
        organisation_id=founder.organisation.id,
        name=name or f"Project {uuid4().hex[:8]}",
        summary="Sensors for factories.",
    )
    return Project.objects.select_related("organisation").get(id=project_id)


def make_round(
    founder: Any,
    *,
    state: RoundState = RoundState.DRAFT,
    terms: Terms = COMPLETE,
    project: Project | None = None,
) -> Round:
    """Store a raise of the persona's company and bring it into the state."""
    project = project or make_project(founder)
    round_id = draft_round(actor=founder.actor, now=NOW, project_id=project.id, terms=terms)
    if state is not RoundState.DRAFT:
        submit_round(actor=founder.actor, now=NOW, round_id=round_id)
    if state in {RoundState.APPROVED, RoundState.OPEN}:
        approve_round(actor=deciding_officer(), now=NOW, round_id=round_id)
    if state is RoundState.OPEN:
        open_round(actor=founder.actor, now=NOW, round_id=round_id)
    found = Round.objects.select_related("project__organisation").get(id=round_id)
    assert found.state == state
    return found
