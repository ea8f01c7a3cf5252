"""accounts / core: who may do what to identities, organisations and roles. Whatever is not allowed here is refused."""

from uuid import UUID

from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotAuthenticated, NotAuthorised, StepUpRequired

#: What an API client needs to register an organisation for the person it acts for.
WRITE_ORGANISATIONS = "organisations:write"


def require(allowed: bool, *, actor: Actor) -> None:
    """Let an allowed actor pass.

    Raises NotAuthenticated when nobody is signed in, otherwise NotAuthorised.
    """
    if allowed:
        return
    if actor.kind is ActorKind.ANONYMOUS:
        raise NotAuthenticated
    raise NotAuthorised


def require_step_up(actor: Actor) -> None:
    """Let only an actor pass who used their second factor lately; the platform itself has none and needs none.

    Raises StepUpRequired. Source: OWASP ASVS 5.0, 7.5.3.
    """
    if not (actor.is_stepped_up or actor.kind is ActorKind.SYSTEM):
        raise StepUpRequired


def principal_of(actor: Actor) -> UUID | None:
    """Return the user who acts: themselves, or the person that a client acts for; None for the system and strangers."""
    if actor.kind is ActorKind.PERSON:
        return actor.id
    return actor.on_behalf_of if actor.kind is ActorKind.CLIENT else None


def acting_user(actor: Actor) -> UUID:
    """Return the user who acts, where a policy has already found that there is one.

    Raises NotAuthorised for the system, strangers and clients on their own.
    """
    user_id = principal_of(actor)
    if user_id is None:
        raise NotAuthorised
    return user_id


def may_seat_staff(actor: Actor) -> bool:
    """Only the system itself, that is somebody with a shell on the server, opens accounts for others."""
    return actor.kind is ActorKind.SYSTEM


def may_mail_invitations(actor: Actor) -> bool:
    """Only the mailer hands invitations to the mail."""
    return actor.kind is ActorKind.SYSTEM


def may_declare_identity(actor: Actor) -> bool:
    """Only a person declares who they are, and only for themselves."""
    return actor.kind is ActorKind.PERSON


def may_examine_people(actor: Actor) -> bool:
    """Officers with a second factor see declared identities."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa


def may_decide_on_person(actor: Actor, *, user_id: UUID) -> bool:
    """Officers decide on declared identities, never on their own."""
    return may_examine_people(actor) and actor.id != user_id


def may_create_organisation(actor: Actor) -> bool:
    """A checked person registers an organisation, or a client with the scope does it for one."""
    if not actor.is_checked:
        return False
    if actor.kind is ActorKind.CLIENT:
        return WRITE_ORGANISATIONS in actor.scopes and actor.on_behalf_of is not None
    return actor.kind is ActorKind.PERSON


def may_see_organisation(actor: Actor, *, organisation_id: UUID) -> bool:
    """Members see their organisation; officers, operators, auditors see all. `visible_to` repeats this."""
    supervises = any(actor.has_role(role) for role in (Role.OFFICER, Role.OPERATOR, Role.AUDITOR))
    return supervises or actor.belongs_to(organisation_id)


def may_manage_members(actor: Actor, *, organisation_id: UUID) -> bool:
    """Owners invite and remove."""
    is_owner = actor.memberships.get(organisation_id) == MembershipRole.OWNER
    return actor.kind is ActorKind.PERSON and is_owner


def may_end_membership(actor: Actor, *, organisation_id: UUID, user_id: UUID) -> bool:
    """Owners remove anybody; everybody may leave."""
    leaves = actor.kind is ActorKind.PERSON and actor.id == user_id and actor.belongs_to(organisation_id)
    return leaves or may_manage_members(actor, organisation_id=organisation_id)


def may_see_roles(actor: Actor) -> bool:
    """Operators with a second factor see who holds which role."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OPERATOR) and actor.has_mfa


def may_change_roles(actor: Actor, *, user_id: UUID) -> bool:
    """Operators give and take roles, never their own; the system itself seats the first operator."""
    return actor.kind is ActorKind.SYSTEM or (may_see_roles(actor) and actor.id != user_id)
