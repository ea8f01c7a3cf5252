"""accounts / locks: rows locked for a verb: organisation, membership, invitation, person, user, grant."""

from collections.abc import Iterable
from uuid import UUID

from crowdfund.accounts.models import Invitation, Membership, Organisation, Person, RoleGrant, User
from crowdfund.db.locks import advisory_lock, lock_row, lock_rows
from crowdfund.kernel.actor import Actor


def lock_organisation(organisation_id: UUID, *, actor: Actor) -> Organisation:
    """Lock an organisation that the actor may see.

    :raises NotFound: for any other.
    """
    return lock_row(Organisation.objects.visible_to(actor).filter(id=organisation_id))


def lock_invited_organisation(organisation_id: UUID) -> Organisation:
    """Lock the organisation of an invitation, which the invited person can't see yet."""
    return lock_row(Organisation.objects.filter(id=organisation_id))


def lock_active_memberships(organisation_id: UUID) -> list[Membership]:
    """Lock the present memberships of an organisation whose row is already locked."""
    return lock_rows(Membership.objects.active().filter(organisation_id=organisation_id))


def lock_pending_invitations(organisation_id: UUID) -> list[Invitation]:
    """Lock the open invitations of an organisation whose row is already locked."""
    return lock_rows(Invitation.objects.pending().filter(organisation_id=organisation_id))


def lock_invitation(invitation_id: UUID) -> Invitation:
    """Lock one invitation, whatever became of it.

    :raises NotFound: when there is none.
    """
    return lock_row(Invitation.objects.filter(id=invitation_id))


def lock_person(person_id: UUID) -> Person:
    """Lock one declared identity.

    :raises NotFound: when there is none.
    """
    return lock_row(Person.objects.filter(id=person_id))


def lock_person_of(user_id: UUID) -> Person | None:
    """Lock the identity that a user whose row is locked has declared, if any."""
    return next(iter(lock_rows(Person.objects.filter(user_id=user_id))), None)


def lock_user(user_id: UUID) -> User:
    """Lock one active user.

    :raises NotFound: when there is none.
    """
    return lock_row(User.objects.filter(id=user_id, is_active=True))


def lock_users(user_ids: Iterable[UUID]) -> list[User]:
    """Lock those of the users who are active."""
    return lock_rows(User.objects.filter(id__in=list(user_ids), is_active=True))


def lock_active_grant(*, user_id: UUID, role: str) -> RoleGrant | None:
    """Lock the grant by which a user whose row is locked has a role, if any."""
    return next(iter(lock_rows(RoleGrant.objects.active().filter(user_id=user_id, role=role))), None)


def reserve_identity_number(index: str) -> None:
    """Keep everybody else from checking a person with the same identity number until the transaction ends."""
    advisory_lock("accounts.identity_number", index)


def reserve_credit_code(credit_code: str) -> None:
    """Keep everybody else from registering the same organisation until the transaction ends."""
    advisory_lock("accounts.credit_code", credit_code)
