"""A member sets up a project of their company."""

import pytest

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Invalid, NotAuthenticated, NotAuthorised
from deals.actions.create_project import create_project
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.models import Project
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import join, make_user
from tests.factories.deals import NOW, company_of, make_project, program_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _create(actor: Actor, company: Persona, name: str = "Sensors"):
    return create_project(
        actor=actor, now=NOW, organisation_id=company_of(company).id, name=name, summary="For factories."
    )


def test_the_project_is_stored_and_recorded(founder: Persona):
    with recorded() as events:
        project_id = _create(founder.actor, founder)
    project = Project.objects.get(id=project_id)
    assert (project.organisation_id, project.name, project.summary) == (
        company_of(founder).id,
        "Sensors",
        "For factories.",
    )
    assert verbs(events) == ["project.created"]
    assert (events[0].subject_id, events[0].organisation_id, events[0].actor_id) == (
        project_id,
        company_of(founder).id,
        founder.id,
    )


def test_a_program_with_the_scope_sets_up_a_project_of_its_own_company(founder: Persona):
    assert Project.objects.filter(id=_create(program_of(company_of(founder).id, WRITE_ROUNDS), founder)).exists()


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "officer", "operator", "auditor", "partner"])
def test_people_of_other_companies_are_refused(personas: dict[str, Persona], persona: str):
    actor = personas[persona].actor
    with nothing_changes(Project), pytest.raises(NotAuthorised):
        _create(actor, personas["founder"])


def test_nobody_unchecked_reading_or_unknown_sets_up_a_project(founder: Persona):
    member = make_user("unchecked@example.com")
    join(member, company_of(founder))
    unchecked = Persona(member).actor
    reader = program_of(company_of(founder).id, READ_ROUNDS)
    with nothing_changes(Project):
        for actor in (unchecked, reader):
            with pytest.raises(NotAuthorised):
                _create(actor, founder)
        with pytest.raises(NotAuthenticated):
            _create(Actor.anonymous("request-of-the-tests"), founder)


def test_a_name_is_used_once_in_a_company(founder: Persona, lead: Persona):
    project = make_project(founder, name="Sensors")
    with nothing_changes(Project), pytest.raises(Invalid) as refused:
        _create(founder.actor, founder, project.name)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/name", "already_taken")]
    assert _create(Persona(lead.user, lead.organisation).actor, lead, project.name)
