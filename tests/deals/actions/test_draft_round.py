"""A member begins the draft of a raise."""

from dataclasses import replace
from uuid import uuid4

import pytest

from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from deals.actions.draft_round import draft_round
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.core.round import Terms
from deals.core.states import RoundState
from deals.models import Round
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.deals import COMPLETE, HALF_FILLED, NOW, company_of, make_project, program_of, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("terms", [COMPLETE, HALF_FILLED])
def test_a_draft_keeps_what_is_stated(founder: Persona, terms: Terms):
    project = make_project(founder)
    with recorded() as events:
        round_id = draft_round(actor=founder.actor, now=NOW, project_id=project.id, terms=terms)
    row = Round.objects.get(id=round_id)
    assert (row.terms, row.state, row.version) == (terms, RoundState.DRAFT, 1)
    assert verbs(events) == ["round.drafted"]
    assert (events[0].subject_id, events[0].organisation_id) == (round_id, company_of(founder).id)
    assert told(events[0]) == set()


def test_a_program_of_the_company_drafts_with_the_scope_to_write(founder: Persona):
    project = make_project(founder)
    writer, reader = (program_of(company_of(founder).id, scope) for scope in (WRITE_ROUNDS, READ_ROUNDS))
    round_id = draft_round(actor=writer, now=NOW, project_id=project.id, terms=HALF_FILLED)
    assert Round.objects.get(id=round_id).terms == HALF_FILLED
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        draft_round(actor=reader, now=NOW, project_id=project.id, terms=HALF_FILLED)


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "officer", "operator", "auditor", "partner"])
def test_for_others_the_project_does_not_exist(personas: dict[str, Persona], persona: str):
    project, actor = make_project(personas["founder"]), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotFound):
        draft_round(actor=actor, now=NOW, project_id=project.id, terms=HALF_FILLED)


def test_nothing_is_drafted_under_no_project(founder: Persona):
    with nothing_changes(Round), pytest.raises(NotFound):
        draft_round(actor=founder.actor, now=NOW, project_id=uuid4(), terms=HALF_FILLED)


def test_a_member_who_is_not_checked_is_refused(founder: Persona):
    project, member = make_project(founder), make_user("unchecked@example.com")
    join(member, company_of(founder))
    actor = Persona(member).actor
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        draft_round(actor=actor, now=NOW, project_id=project.id, terms=HALF_FILLED)


def test_what_cannot_be_is_not_stored_even_in_a_draft(founder: Persona):
    project, actor = make_project(founder), founder.actor
    wrong = replace(COMPLETE, minimum_ticket=yuan("20000000.01"))
    with nothing_changes(Round), pytest.raises(Invalid) as refused:
        draft_round(actor=actor, now=NOW, project_id=project.id, terms=wrong)
    assert [error.pointer for error in refused.value.errors] == ["/minimum_ticket"]
