"""compliance / core: who may read a determination, apply for a certification and decide on one."""

from typing import Final
from uuid import UUID

from compliance.core.screening import Screenee, ScreeneeKind
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

READS_ALL: Final = frozenset({Role.OFFICER, Role.AUDITOR})
"""Offices whose work it is to read every determination."""

CALCULATE_SCOPE: Final = "calculators:use"
"""The scope by which a partner's client may ask the calculators."""

READ_SCOPE: Final = "determinations:read"
"""The scope by which a partner's client may read the determinations that concern it."""


def reads_all(actor: Actor) -> bool:
    """Tell whether the actor reads every determination: the platform itself, compliance officers, auditors."""
    return actor.kind is ActorKind.SYSTEM or (actor.kind is ActorKind.PERSON and not READS_ALL.isdisjoint(actor.roles))


def may_read(actor: Actor, *, asked_by: UUID | None, organisation_id: UUID | None) -> bool:
    """Tell whether the actor may read one determination, given by the two columns that decide it.

    Besides the offices: whoever asked, and the members of the organisation that the question is about. The rows that
    `Determination.objects.visible_to` returns are those for which this is true.
    """
    if reads_all(actor):
        return True
    if actor.id is not None and actor.id == asked_by:
        return True
    return organisation_id is not None and actor.belongs_to(organisation_id)


def may_read_figures(actor: Actor, *, asked_by: UUID | None) -> bool:
    """Tell whether the actor may read the figures in a question about one person's wealth.

    The person who asked, officers with a second factor, who decide on it, and the platform itself, which
    computes the answer again. Auditors read what was decided by which rule and article; no figures.
    """
    is_own = actor.kind is ActorKind.PERSON and actor.id == asked_by
    return actor.kind is ActorKind.SYSTEM or is_own or may_examine_certifications(actor)


def may_apply_for_certification(actor: Actor) -> bool:
    """Checked investors apply in person and for themselves, never a program."""
    return actor.kind is ActorKind.PERSON and actor.is_checked and actor.has_role(Role.INVESTOR)


def may_take_assessment(actor: Actor) -> bool:
    """Checked investors are assessed in person and for themselves, as they apply for a certification."""
    return may_apply_for_certification(actor)


def may_examine_certifications(actor: Actor) -> bool:
    """Officers with a second factor see who applied for a certification."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa


def may_remind_of_certifications(actor: Actor) -> bool:
    """Only the platform itself reminds people that their certification ends."""
    return actor.kind is ActorKind.SYSTEM


def may_see_certification(actor: Actor, *, user_id: UUID) -> bool:
    """Tell whether the actor may know of somebody's certification; `Certification.objects.visible_to` repeats this."""
    is_own = actor.kind is ActorKind.PERSON and actor.id == user_id
    return is_own or may_examine_certifications(actor)


def may_decide_on_certification(actor: Actor, *, user_id: UUID) -> bool:
    """Officers decide on applications, never on their own."""
    return may_examine_certifications(actor) and actor.id != user_id


def may_run_screenings(actor: Actor) -> bool:
    """Only the platform itself speaks with the screening provider."""
    return actor.kind is ActorKind.SYSTEM


def may_request_screening(actor: Actor, *, user_id: UUID) -> bool:
    """The platform asks for anybody, a person for themselves, an officer for somebody else."""
    is_own = actor.kind is ActorKind.PERSON and actor.id == user_id
    return actor.kind is ActorKind.SYSTEM or is_own or may_decide_on_screening(actor, user_id=user_id)


def may_request_company_screening(actor: Actor, *, organisation_id: UUID) -> bool:
    """The platform asks for any company, its own people for theirs, an officer for somebody else's."""
    is_own = actor.belongs_to(organisation_id)
    return actor.kind is ActorKind.SYSTEM or is_own or may_decide_on_company(actor, organisation_id=organisation_id)


def may_decide_on_company(actor: Actor, *, organisation_id: UUID) -> bool:
    """Officers decide on hits of companies, never of one that they belong to, which they do not see either."""
    return may_examine_screenings(actor) and not actor.belongs_to(organisation_id)


def may_decide_on_screenee(actor: Actor, screenee: Screenee) -> bool:
    """Officers decide on hits of others, people and companies alike."""
    if screenee.kind is ScreeneeKind.COMPANY:
        return may_decide_on_company(actor, organisation_id=screenee.id)
    return may_decide_on_screening(actor, user_id=screenee.id)


def may_examine_screenings(actor: Actor) -> bool:
    """Officers with a second factor see what was found about somebody; nobody else does, least of all that person."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa


def may_decide_on_screening(actor: Actor, *, user_id: UUID) -> bool:
    """Officers decide on hits, never on their own, which they do not see either."""
    return may_examine_screenings(actor) and actor.id != user_id


def may_watch_screening(actor: Actor) -> bool:
    """Officers, operators and auditors see whether the provider answers and how many checks wait, without names."""
    watches = any(actor.has_role(role) for role in (Role.OFFICER, Role.OPERATOR, Role.AUDITOR))
    return actor.kind is ActorKind.PERSON and watches and actor.has_mfa


def may_request_clearance(actor: Actor, *, asked_by: UUID | None, organisation_id: UUID | None) -> bool:
    """Whoever was refused asks in person: who put the question, and the members of the organisation it is about."""
    is_party = actor.id == asked_by or (organisation_id is not None and actor.belongs_to(organisation_id))
    return actor.kind is ActorKind.PERSON and actor.is_checked and is_party


def may_examine_clearances(actor: Actor) -> bool:
    """Officers with a second factor and auditors see every request to clear."""
    if actor.kind is not ActorKind.PERSON:
        return False
    return (actor.has_role(Role.OFFICER) and actor.has_mfa) or actor.has_role(Role.AUDITOR)


def may_decide_on_clearance(
    actor: Actor, *, asked_by: UUID | None, organisation_id: UUID | None, parties: frozenset[UUID]
) -> bool:
    """An officer with a second factor decides, unless a party: the asker, a member, or one with money in the deal."""
    if not (actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa):
        return False
    is_member = organisation_id is not None and actor.belongs_to(organisation_id)
    return actor.id != asked_by and actor.id not in parties and not is_member


def may_watch_board(actor: Actor) -> bool:
    """Officers with a second factor and auditors see the board and search all determinations."""
    return may_examine_clearances(actor)


def may_run_replay(actor: Actor) -> bool:
    """Only the platform itself computes every determination again at night; anybody who reads all may do it by hand."""
    return actor.kind is ActorKind.SYSTEM
