"""A member changes the draft of a raise."""

from dataclasses import replace

import pytest

from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.edit_round import StaleRound, edit_round
from deals.core.policy import READ_ROUNDS
from deals.core.round import Terms
from deals.core.states import RoundState
from deals.models import Round
from tests.events import nothing_changes, recorded, verbs
from tests.factories.deals import COMPLETE, HALF_FILLED, NOW, company_of, make_round, program_of, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("before", "after"), [(HALF_FILLED, COMPLETE), (COMPLETE, HALF_FILLED)])
def test_the_terms_are_replaced_and_the_version_grows(founder: Persona, before: Terms, after: Terms):
    row = make_round(founder, terms=before)
    with recorded() as events:
        version = edit_round(actor=founder.actor, now=NOW, round_id=row.id, version=1, terms=after)
    changed = Round.objects.get(id=row.id)
    assert (changed.terms, changed.version, version) == (after, 2, 2)
    assert verbs(events) == ["round.edited"]
    assert (events[0].before, events[0].after) == ({"version": 1}, {"version": 2})


def test_whoever_read_an_older_version_is_told_and_overwrites_nothing(founder: Persona):
    row, actor = make_round(founder), founder.actor
    edit_round(actor=actor, now=NOW, round_id=row.id, version=1, terms=replace(COMPLETE, title="First"))
    with nothing_changes(Round), pytest.raises(StaleRound):
        edit_round(actor=actor, now=NOW, round_id=row.id, version=1, terms=replace(COMPLETE, title="Second"))


@pytest.mark.parametrize("state", [RoundState.SUBMITTED, RoundState.APPROVED, RoundState.OPEN])
def test_only_a_draft_is_changed(founder: Persona, state: RoundState):
    row, actor = make_round(founder, state=state), founder.actor
    with nothing_changes(Round), pytest.raises(IllegalMove):
        edit_round(actor=actor, now=NOW, round_id=row.id, version=row.version, terms=HALF_FILLED)


def test_what_cannot_be_is_not_stored(founder: Persona):
    row, actor = make_round(founder), founder.actor
    with nothing_changes(Round), pytest.raises(Invalid):
        edit_round(actor=actor, now=NOW, round_id=row.id, version=1, terms=replace(COMPLETE, target=yuan("0.00")))


@pytest.mark.parametrize("persona", ["lead", "follower", "stranger", "officer", "operator", "auditor", "partner"])
def test_for_others_a_draft_does_not_exist(personas: dict[str, Persona], persona: str):
    row, actor = make_round(personas["founder"]), personas[persona].actor
    with nothing_changes(Round), pytest.raises(NotFound):
        edit_round(actor=actor, now=NOW, round_id=row.id, version=1, terms=HALF_FILLED)


def test_a_program_that_only_reads_changes_nothing(founder: Persona):
    row, reader = make_round(founder), program_of(company_of(founder).id, READ_ROUNDS)
    with nothing_changes(Round), pytest.raises(NotAuthorised):
        edit_round(actor=reader, now=NOW, round_id=row.id, version=1, terms=HALF_FILLED)
