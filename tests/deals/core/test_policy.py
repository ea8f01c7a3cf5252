"""Who may do what, for actors of every shape: whatever is not allowed is refused."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from deals.core.policy import (
    READ_ROUNDS,
    WRITE_ROUNDS,
    may_answer_offers,
    may_cancel_unpaid,
    may_clear_suspense,
    may_commit_money,
    may_confirm_return,
    may_decide,
    may_draft_for,
    may_move_money,
    may_open,
    may_take_back,
    may_view,
    may_work_the_desk,
    sees_open_rounds,
)
from deals.core.states import SEEN_BY_INVESTORS, RoundState

OWN, OTHER = UUID(int=1), UUID(int=2)
ACTORS = st.builds(
    Actor,
    kind=st.sampled_from([ActorKind.PERSON, ActorKind.CLIENT, ActorKind.SYSTEM]),
    id=st.just(UUID(int=9)),
    request_id=st.just("request-of-the-tests"),
    roles=st.frozensets(st.sampled_from([role.value for role in Role])),
    memberships=st.dictionaries(st.sampled_from([OWN, OTHER]), st.just("owner")),
    scopes=st.frozensets(st.sampled_from([READ_ROUNDS, WRITE_ROUNDS, "events:read"])),
    is_checked=st.booleans(),
    has_mfa=st.booleans(),
)
STATES = st.sampled_from(RoundState)


def person(**rights: object) -> Actor:
    """Return a person with the rights and nothing else."""
    return Actor(kind=ActorKind.PERSON, id=UUID(int=9), request_id="request-of-the-tests", **rights)  # type: ignore[arg-type]


@pytest.mark.parametrize("state", RoundState)
def test_nobody_in_particular_may_do_nothing(state: RoundState):
    nobody = Actor.anonymous("request-of-the-tests")
    assert not may_view(nobody, organisation_id=OWN, state=state)
    assert not may_draft_for(nobody, organisation_id=OWN)
    assert not may_open(nobody, organisation_id=OWN)
    assert not may_decide(nobody, organisation_id=OWN)
    assert not may_work_the_desk(nobody)


@given(ACTORS)
def test_whoever_opens_also_drafts_and_is_a_checked_person(actor: Actor):
    if may_open(actor, organisation_id=OWN):
        assert may_draft_for(actor, organisation_id=OWN)
        assert actor.kind is ActorKind.PERSON
        assert actor.is_checked


@given(ACTORS)
def test_nobody_decides_on_a_company_of_their_own(actor: Actor):
    if actor.belongs_to(OWN):
        assert not may_decide(actor, organisation_id=OWN)


@given(ACTORS)
def test_whoever_drafts_never_decides_and_the_other_way_round(actor: Actor):
    assert not (may_draft_for(actor, organisation_id=OWN) and may_decide(actor, organisation_id=OWN))


@given(ACTORS)
def test_only_officers_with_a_second_factor_decide(actor: Actor):
    if may_decide(actor, organisation_id=OWN):
        assert actor.kind is ActorKind.PERSON
        assert actor.has_role(Role.OFFICER)
        assert actor.has_mfa


@given(ACTORS, STATES)
def test_a_draft_is_seen_by_its_own_people_only(actor: Actor, state: RoundState):
    if may_view(actor, organisation_id=OWN, state=RoundState.DRAFT):
        assert actor.belongs_to(OWN)


@given(ACTORS, STATES)
def test_whoever_may_act_on_a_raise_may_see_it(actor: Actor, state: RoundState):
    if may_draft_for(actor, organisation_id=OWN):
        assert may_view(actor, organisation_id=OWN, state=state)
    if may_decide(actor, organisation_id=OWN):
        assert may_view(actor, organisation_id=OWN, state=RoundState.SUBMITTED)


@pytest.mark.parametrize("state", RoundState)
def test_an_investor_sees_open_raises_once_checked(state: RoundState):
    investor = person(roles=frozenset({Role.INVESTOR}), is_checked=True)
    assert may_view(investor, organisation_id=OWN, state=state) == (state in SEEN_BY_INVESTORS)
    assert not sees_open_rounds(person(roles=frozenset({Role.INVESTOR})))
    assert not sees_open_rounds(person(is_checked=True))


@pytest.mark.parametrize(
    ("scopes", "sees", "drafts"),
    [
        ({WRITE_ROUNDS}, True, True),
        ({READ_ROUNDS}, True, False),
        ({"events:read"}, False, False),
        (set(), False, False),
    ],
)
def test_a_program_needs_the_scope_for_its_own_company(scopes: set[str], sees: bool, drafts: bool):
    program = Actor(
        kind=ActorKind.CLIENT,
        id=UUID(int=9),
        request_id="request-of-the-tests",
        memberships={OWN: "client"},
        scopes=frozenset(scopes),
    )
    assert may_view(program, organisation_id=OWN, state=RoundState.DRAFT) is sees
    assert may_draft_for(program, organisation_id=OWN) is drafts
    assert not may_draft_for(program, organisation_id=OTHER)
    assert not may_open(program, organisation_id=OWN)


@pytest.mark.parametrize("role", [Role.OFFICER, Role.OPERATOR, Role.AUDITOR])
def test_the_desk_sees_what_has_left_the_draft(role: Role):
    staff = person(roles=frozenset({role}), has_mfa=True)
    seen = {state for state in RoundState if may_view(staff, organisation_id=OWN, state=state)}
    assert seen == set(RoundState) - {RoundState.DRAFT}


@given(ACTORS)
def test_money_is_put_in_by_checked_investors_from_outside_in_person(actor: Actor):
    allowed = may_commit_money(actor, organisation_id=OWN)
    outside = OWN not in actor.memberships
    investor = actor.kind is ActorKind.PERSON and actor.is_checked and Role.INVESTOR in actor.roles
    assert allowed == (outside and investor)


@given(ACTORS)
def test_nobody_answers_their_own_offer(actor: Actor):
    assert not (may_commit_money(actor, organisation_id=OWN) and may_answer_offers(actor, organisation_id=OWN))
    assert not may_answer_offers(actor, organisation_id=OWN) or actor.belongs_to(OWN)


@given(ACTORS)
def test_what_somebody_offered_only_they_take_back(actor: Actor):
    assert not may_take_back(actor, investor_id=UUID(int=8))
    assert may_take_back(actor, investor_id=UUID(int=9)) == (actor.kind is ActorKind.PERSON)


@given(ACTORS)
def test_only_the_platform_follows_the_custodian_and_the_calendar(actor: Actor):
    is_system = actor.kind is ActorKind.SYSTEM
    assert may_move_money(actor) is may_cancel_unpaid(actor) is is_system


@given(ACTORS)
def test_unknown_money_is_sent_back_by_two_operators_with_a_second_factor(actor: Actor):
    may = may_clear_suspense(actor)
    assert may == (actor.kind is ActorKind.PERSON and actor.has_role(Role.OPERATOR) and actor.has_mfa)
    assert may_confirm_return(actor, proposed_by=OTHER) == may
    assert not may_confirm_return(actor, proposed_by=actor.id)
    assert not may_confirm_return(actor, proposed_by=None)
