"""deals / core: who may do what to projects and raises. Whatever is not allowed here is refused."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from deals.core.states import SEEN_BY_INVESTORS, UNSEEN_BY_THE_DESK, RoundState

WRITE_ROUNDS: Final = "rounds:write"
"""What a partner's client needs to draft and submit for its own organisation."""

READ_ROUNDS: Final = "rounds:read"

DESK: Final = frozenset({Role.OFFICER, Role.OPERATOR, Role.AUDITOR})
"""Roles that see every raise which has left its founders' hands."""


def may_draft_for(actor: Actor, *, organisation_id: UUID) -> bool:
    """Checked members of the company draft for it, and its own client with the scope does."""
    if not actor.belongs_to(organisation_id):
        return False
    if actor.kind is ActorKind.CLIENT:
        return WRITE_ROUNDS in actor.scopes
    return actor.kind is ActorKind.PERSON and actor.is_checked


def may_open(actor: Actor, *, organisation_id: UUID) -> bool:
    """Opening shows the raise to investors: a checked member in person, never a program."""
    return actor.kind is ActorKind.PERSON and may_draft_for(actor, organisation_id=organisation_id)


def may_close(actor: Actor, *, organisation_id: UUID, is_over: bool) -> bool:
    """A checked member of the company closes in person; the platform itself does once the last day is over."""
    if actor.kind is ActorKind.SYSTEM:
        return is_over
    return may_open(actor, organisation_id=organisation_id)


def may_fail(actor: Actor) -> bool:
    """Only the calendar ends a raise below its minimum, so only the platform itself says so."""
    return actor.kind is ActorKind.SYSTEM


def may_decide(actor: Actor, *, organisation_id: UUID) -> bool:
    """Officers with a second factor decide, never on a company of their own."""
    is_officer = actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa
    return is_officer and not actor.belongs_to(organisation_id)


def may_call_back(actor: Actor, *, organisation_id: UUID, parties: Collection[UUID]) -> bool:
    """Officers, who sell nothing, call back; never in a raise of their own company or in which they take part."""
    return may_decide(actor, organisation_id=organisation_id) and actor.id not in parties


def may_work_the_desk(actor: Actor) -> bool:
    """Officers with a second factor, operators and auditors see the desk; only officers decide there."""
    return actor.kind is ActorKind.PERSON and any(actor.has_role(role) for role in DESK)


def sees_everything_submitted(actor: Actor) -> bool:
    """Tell whether the actor's office shows them every raise that was ever submitted."""
    return may_work_the_desk(actor)


def sees_open_rounds(actor: Actor) -> bool:
    """Real-name checked investors who were confirmed as specific targets see open raises, nobody else from outside."""
    return actor.kind is ActorKind.PERSON and actor.is_checked and actor.has_role(Role.INVESTOR)


def may_view(actor: Actor, *, organisation_id: UUID, state: RoundState, takes_part: bool = False) -> bool:
    """Tell whether the actor may know of a raise; `Round.objects.visible_to` repeats this as a query.

    `takes_part`: they have subscribed in it at some time, whatever became of it.
    """
    if actor.kind is ActorKind.CLIENT and not {READ_ROUNDS, WRITE_ROUNDS} & actor.scopes:
        return False
    if actor.belongs_to(organisation_id):
        return True
    if state not in UNSEEN_BY_THE_DESK and sees_everything_submitted(actor):
        return True
    if takes_part and actor.kind is ActorKind.PERSON:
        return True
    return state in SEEN_BY_INVESTORS and sees_open_rounds(actor)


def may_take_back(actor: Actor, *, investor_id: UUID) -> bool:
    """Whoever has offered or subscribed takes it back in person, even when they are no longer checked."""
    return actor.kind is ActorKind.PERSON and actor.id == investor_id


def may_cancel_unpaid(actor: Actor) -> bool:
    """Only the calendar ends a subscription against its investor's will, so only the platform itself does."""
    return actor.kind is ActorKind.SYSTEM


def may_end_unreached(actor: Actor) -> bool:
    """Only the calendar ends the subscription of somebody whom nobody reaches, so only the platform itself does."""
    return actor.kind is ActorKind.SYSTEM


def may_record_filing(actor: Actor, *, organisation_id: UUID) -> bool:
    """A checked member of the company records in person what its manager filed; so does an officer from elsewhere."""
    return may_open(actor, organisation_id=organisation_id) or may_decide(actor, organisation_id=organisation_id)


def may_send_filing_evidence(actor: Actor) -> bool:
    """Checked people and officers send it; whose vehicle it is about is asked by the verb."""
    is_officer = actor.has_role(Role.OFFICER) and actor.has_mfa
    return actor.kind is ActorKind.PERSON and (actor.is_checked or is_officer)


def may_tell_of_filings(actor: Actor) -> bool:
    """Only the calendar reminds, so only the platform itself does."""
    return actor.kind is ActorKind.SYSTEM


def may_commit_money(actor: Actor, *, organisation_id: UUID) -> bool:
    """Checked investors put in their own money, in person, and never into a company of their own."""
    return sees_open_rounds(actor) and not actor.belongs_to(organisation_id)


def may_answer_offers(actor: Actor, *, organisation_id: UUID) -> bool:
    """A checked member of the company accepts or declines who offers to lead."""
    return may_open(actor, organisation_id=organisation_id)


def may_see_lead_money(actor: Actor, *, investor_id: UUID) -> bool:
    """The lead in person, officers with a second factor and auditors; never the company that is led."""
    return may_take_back(actor, investor_id=investor_id) or may_examine_lead_money(actor)


def may_examine_lead_money(actor: Actor) -> bool:
    """Officers with a second factor and auditors see where every lead's money comes from."""
    if actor.kind is not ActorKind.PERSON:
        return False
    return (actor.has_role(Role.OFFICER) and actor.has_mfa) or actor.has_role(Role.AUDITOR)


def may_read_payers(actor: Actor, *, investor_id: UUID) -> bool:
    """The lead in person and officers with a second factor read who gave and paid the money; auditors see it masked."""
    return may_take_back(actor, investor_id=investor_id) or (
        actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa
    )


def may_judge_lead_money(actor: Actor, *, organisation_id: UUID, parties: frozenset[UUID]) -> bool:
    """Officers with a second factor judge, never for a company of their own, nor with money in the raise."""
    return may_decide(actor, organisation_id=organisation_id) and actor.id not in parties


def may_prove_lead_money(actor: Actor, *, investor_id: UUID) -> bool:
    """Only the lead, checked and in person, declares its sources and sends documents."""
    return may_take_back(actor, investor_id=investor_id) and actor.is_checked


def may_watch_custody(actor: Actor) -> bool:
    """Operators see to it that money moves, and auditors look over their shoulder."""
    return actor.kind is ActorKind.PERSON and (actor.has_role(Role.OPERATOR) or actor.has_role(Role.AUDITOR))


def may_move_money(actor: Actor) -> bool:
    """Only the platform itself follows what the custodian says."""
    return actor.kind is ActorKind.SYSTEM


def may_clear_suspense(actor: Actor) -> bool:
    """Operators with a second factor decide on money that nobody knows; one proposes and another one confirms."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OPERATOR) and actor.has_mfa


def may_confirm_return(actor: Actor, *, proposed_by: UUID | None) -> bool:
    """Nobody confirms what they have proposed themselves."""
    return may_clear_suspense(actor) and proposed_by is not None and actor.id != proposed_by
