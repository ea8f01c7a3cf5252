"""A member changes what a project says of itself, as long as nobody reads it as it was judged."""

import pytest

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from deals.actions.edit_project import ProjectInUse, edit_project
from deals.actions.submit_round import submit_round
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.models import Project
from tests.events import nothing_changes, recorded, verbs
from tests.factories.deals import NOW, company_of, make_project, make_round, program_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _edit(persona: Persona, project: Project, *, name: str = "Valves", summary: str = "We make valves.") -> object:
    return edit_project(actor=persona.actor, now=NOW, project_id=project.id, name=name, summary=summary)


def test_it_is_stored_and_recorded(founder: Persona):
    project = make_project(founder)
    with recorded() as events:
        _edit(founder, project)
    stored = Project.objects.get(id=project.id)
    assert (stored.name, stored.summary) == ("Valves", "We make valves.")
    assert verbs(events) == ["project.edited"]
    assert events[0].after == {"organisation": str(company_of(founder).id)}


def test_a_name_is_once_in_a_company_and_may_stay_as_it_is(founder: Persona):
    first, second = make_project(founder), make_project(founder)
    with nothing_changes(Project), pytest.raises(Invalid):
        _edit(founder, second, name=first.name)
    _edit(founder, second, name=second.name)


@pytest.mark.parametrize("state", [RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN])
def test_what_somebody_reads_as_it_was_judged_stays(founder: Persona, state: RoundState):
    row = make_round(founder, state=state)
    with nothing_changes(Project), pytest.raises(ProjectInUse):
        _edit(founder, row.project)


@pytest.mark.parametrize(
    ("text", "verdict", "rule"),
    [("保本保收益", Outcome.DENY, "words.promise"), ("股权众筹平台", Outcome.WARN, "words.reserved_term")],
)
@pytest.mark.parametrize("place", ["name", "summary"])
def test_a_raise_is_not_submitted_while_its_project_says_what_it_may_not(
    founder: Persona, place: str, text: str, verdict: Outcome, rule: str
):
    row = make_round(founder)
    _edit(founder, row.project, **{place: text})
    refused = submit_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(refused, Refused)
    worst = refused.findings[0]
    assert (refused.verdict, worst.rule, worst.about) == (verdict, rule, f"project_{place}")
    _edit(founder, row.project)
    assert isinstance(submit_round(actor=founder.actor, now=NOW, round_id=row.id), RoundSnapshot)


def test_only_the_company_s_own_people_change_it(founder: Persona, lead: Persona, officer: Persona):
    project = make_project(founder)
    for persona in (lead, officer):
        with nothing_changes(Project), pytest.raises(NotFound):
            _edit(persona, project)
    reader, writer = (program_of(company_of(founder).id, scope) for scope in (READ_ROUNDS, WRITE_ROUNDS))
    with nothing_changes(Project), pytest.raises(NotAuthorised):
        edit_project(actor=reader, now=NOW, project_id=project.id, name="Valves", summary="")
    edit_project(actor=writer, now=NOW, project_id=project.id, name="Valves", summary="")
