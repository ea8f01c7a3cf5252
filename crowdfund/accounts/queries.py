"""accounts / queries: who somebody is, and the lists that the pages and the API show."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from crowdfund.accounts.core.policy import (
    may_examine_people,
    may_manage_members,
    may_see_roles,
    principal_of,
    require,
)
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.core.states import PersonState
from crowdfund.accounts.core.tokens import hash_of
from crowdfund.accounts.models import Invitation, Membership, Organisation, Person, RoleGrant, User
from crowdfund.db.encryption import blind_index
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.errors import NotFound

#: Recovery codes exist only beside one of these.
SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)

_INVITATION_PURPOSE = "accounts.invitation.token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What somebody may read about themselves over the API."""

    id: UUID
    email: str
    language: str
    roles: list[str]
    memberships: list[dict[str, object]]
    identity: Person | None
    is_checked: bool
    has_second_factor: bool
    is_stepped_up: bool


def actor_of(user_id: UUID, *, request_id: str, is_stepped_up: bool) -> Actor:
    """Return the actor behind a signed-in user, anonymous when the user is gone or was deactivated.

    Rights are read afresh for each request, so a revocation counts at once. Cost: three queries, whatever the user has.
    """
    user = (
        User.objects.filter(id=user_id, is_active=True)
        .annotate(
            has_mfa=Exists(_second_factors(OuterRef("pk"))),
            is_checked=Exists(_checked_persons(OuterRef("pk"))),
        )
        .first()
    )
    if user is None:
        return Actor.anonymous(request_id)
    return Actor(
        kind=ActorKind.PERSON,
        id=user.id,
        request_id=request_id,
        roles=frozenset(roles_of(user.id)),
        memberships=dict(Membership.objects.active().filter(user_id=user.id).values_list("organisation_id", "role")),
        is_checked=user.is_checked,
        has_mfa=user.has_mfa,
        is_stepped_up=user.has_mfa and is_stepped_up,
    )


def roles_of(user_id: UUID) -> list[str]:
    """Return the words of the roles that a user has now. One query."""
    return list(RoleGrant.objects.active().filter(user_id=user_id).values_list("role", flat=True))


def users_with_role(role: Role) -> list[UUID]:
    """Return the active users who hold a role, for instance to tell all officers. One query."""
    grants = RoleGrant.objects.active().filter(role=role, user__is_active=True)
    return list(grants.order_by("user_id").values_list("user_id", flat=True))


def members_of(organisation_id: UUID) -> list[UUID]:
    """Return the users who belong to an organisation now. One query."""
    memberships = Membership.objects.active().filter(organisation_id=organisation_id)
    return list(memberships.order_by("user_id").values_list("user_id", flat=True))


def emails_of(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the sign-in addresses of active users. One query."""
    return dict(User.objects.filter(id__in=list(user_ids), is_active=True).values_list("id", "email"))


def languages_of(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the language that each user reads, as Django's code. One query."""
    return dict(User.objects.filter(id__in=list(user_ids)).values_list("id", "language"))


def is_email_taken(email: str) -> bool:
    """Tell whether somebody signs in with an address, which is given in lower case. One query."""
    return User.objects.filter(email=email).exists()


def taken_emails(emails: Iterable[str]) -> set[str]:
    """Return those of the addresses, given in lower case, with which somebody signs in. One query."""
    return set(User.objects.filter(email__in=list(emails)).values_list("email", flat=True))


def ids_by_email(emails: Iterable[str]) -> dict[str, UUID]:
    """Return the users who sign in with the addresses, given in lower case; one that nobody has is left out. One query.

    For the system's own use: whoever asks for somebody else must not learn whether an address is known.
    """
    return dict(User.objects.filter(email__in=list(emails), is_active=True).values_list("email", "id"))


def has_users() -> bool:
    """Tell whether anybody ever opened an account. One query."""
    return User.objects.exists()


def profile_of(actor: Actor) -> Profile:
    """Return the actor as the API shows them. Three queries.

    :raises NotFound: when the actor is no user.
    """
    user = User.objects.filter(id__in=[principal_of(actor)]).first()
    if user is None:
        raise NotFound
    names = dict(own_organisations(actor).values_list("id", "name"))
    return Profile(
        id=user.id,
        email=user.email,
        language=user.language,
        roles=sorted(actor.roles),
        memberships=[
            {"organisation": organisation_id, "name": name, "role": actor.memberships[organisation_id]}
            for organisation_id, name in names.items()
        ],
        identity=person_of(user.id),
        is_checked=actor.is_checked,
        has_second_factor=actor.has_mfa,
        is_stepped_up=actor.is_stepped_up,
    )


def language_of(user_id: UUID) -> str:
    """Return the language that a user reads, as Django's code. One query.

    :raises NotFound: when there is no such user.
    """
    language = User.objects.filter(id=user_id).values_list("language", flat=True).first()
    if language is None:
        raise NotFound
    return language


def has_second_factor(user_id: UUID) -> bool:
    """Tell whether a user has set up a second factor. One query."""
    return _second_factors(user_id).exists()


def count_second_factors(user_id: UUID) -> int:
    """Return how many second factors a user has; recovery codes are none. One query."""
    return _second_factors(user_id).count()


def has_one_time_codes(user_id: UUID) -> bool:
    """Tell whether a user's second factor is one-time codes, as opposed to passkeys only. One query."""
    return _second_factors(user_id).filter(type=Authenticator.Type.TOTP).exists()


def is_checked(user_id: UUID) -> bool:
    """Tell whether a user's identity was checked and confirmed as a specific target. One query."""
    return _checked_persons(user_id).exists()


def checked_users() -> "QuerySet[User, User]":
    """Return the active users whose identity was checked and confirmed as a specific target."""
    return User.objects.filter(Exists(_checked_persons(OuterRef("pk"))), is_active=True)


def has_verified_email(user_id: UUID, email: str) -> bool:
    """Tell whether a user has proved to read an address, which is given in lower case. One query."""
    found: bool = EmailAddress.objects.filter(user_id=user_id, email=email, verified=True).exists()
    return found


def person_of(user_id: UUID) -> Person | None:
    """Return the identity that a user declared, if any. One query."""
    return Person.objects.filter(user_id=user_id).first()


def checked_names_of(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the real names of those among the users whose identity was checked. One query, and as many decryptions.

    For the system's own use: it compares names with what a bank says, and shows them to nobody.
    """
    checked = Person.objects.filter(user_id__in=list(user_ids), state=PersonState.CHECKED)
    return {person.user_id: person.real_name for person in checked}


def people_to_check(actor: Actor) -> "QuerySet[Person, Person]":
    """Return the declared identities that wait for a decision, the longest waiting first. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor.
    """
    require(may_examine_people(actor), actor=actor)
    waiting = Person.objects.filter(state=PersonState.DECLARED)
    return waiting.select_related("user").order_by("declared_at", "id")


def person_to_check(actor: Actor, person_id: UUID) -> Person:
    """Return one declared, checked or refused identity for an officer, with `has_twin` set. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor.
    :raises NotFound: when there is none.
    """
    require(may_examine_people(actor), actor=actor)
    person = (
        Person.objects.filter(id=person_id)
        .select_related("user")
        .annotate(
            has_twin=Exists(
                Person.objects.filter(id_number_index=OuterRef("id_number_index")).exclude(id=OuterRef("id"))
            )
        )
        .first()
    )
    if person is None:
        raise NotFound
    return person


def is_number_checked(index: str, *, besides: UUID) -> bool:
    """Tell whether another person was already checked with the identity number behind a blind index. One query."""
    others = Person.objects.filter(id_number_index=index, state=PersonState.CHECKED)
    found: bool = others.exclude(id=besides).exists()
    return found


def organisations_of(actor: Actor) -> "QuerySet[Organisation, Organisation]":
    """Return the organisations that the actor may see, newest first."""
    return Organisation.objects.visible_to(actor).order_by("-id")


def own_organisations(actor: Actor) -> "QuerySet[Organisation, Organisation]":
    """Return the organisations that the actor belongs to, by name."""
    return Organisation.objects.filter(id__in=list(actor.memberships)).order_by("name", "id")


def organisation_seen_by(actor: Actor, organisation_id: UUID) -> Organisation:
    """Return one organisation that the actor may see. One query.

    :raises NotFound: for any other.
    """
    organisation = Organisation.objects.visible_to(actor).filter(id=organisation_id).first()
    if organisation is None:
        raise NotFound
    return organisation


def organisation_by_id(organisation_id: UUID) -> Organisation:
    """Return an organisation to a door whose verb has just made it; everybody else asks `organisation_seen_by`.

    :raises NotFound: when there is none. One query.
    """
    organisation = Organisation.objects.filter(id=organisation_id).first()
    if organisation is None:
        raise NotFound
    return organisation


def is_credit_code_taken(credit_code: str) -> bool:
    """Tell whether an organisation stands under this code. One query."""
    return Organisation.objects.filter(credit_code=credit_code).exists()


def members_seen_by(actor: Actor, organisation_id: UUID) -> "QuerySet[Membership, Membership]":
    """Return the present members of an organisation that the actor may see, in the order of joining. One query."""
    visible = Organisation.objects.visible_to(actor).filter(id=organisation_id)
    members = Membership.objects.active().filter(organisation__in=visible)
    return members.select_related("user").order_by("joined_at", "id")


def invitations_seen_by(actor: Actor, organisation_id: UUID) -> "QuerySet[Invitation, Invitation]":
    """Return the open invitations of an organisation for its owners, nothing for anybody else. One query."""
    if not may_manage_members(actor, organisation_id=organisation_id):
        return Invitation.objects.none()
    return Invitation.objects.pending().filter(organisation_id=organisation_id).order_by("invited_at", "id")


def token_of(invitation_id: UUID) -> str:
    """Return the token of an invitation. It follows from the id and a key, so it need not be stored to be sent."""
    return blind_index(str(invitation_id), purpose=_INVITATION_PURPOSE)


def invitation_behind(token: str) -> Invitation:
    """Return the invitation that a token opens, whatever became of it. One query.

    :raises NotFound: when no invitation has this token.
    """
    behind = Invitation.objects.filter(token_hash=hash_of(token))
    invitation = behind.select_related("organisation", "invited_by").first()
    if invitation is None:
        raise NotFound
    return invitation


def invitation_for(actor: Actor, token: str) -> Invitation:
    """Return the open invitation that a token opens for an actor who reads the invited address. Two queries.

    :raises NotFound: for an unknown, used or withdrawn token, or a token for another address.
    """
    invitation = invitation_behind(token)
    if actor.id is None or not invitation.is_open or not has_verified_email(actor.id, invitation.email):
        raise NotFound
    return invitation


def invitations_to_mail(*, now: datetime, limit: int) -> list[UUID]:
    """Return open, unexpired invitations that nobody has mailed yet, oldest first. One query."""
    unsent = Invitation.objects.pending().filter(mailed_at__isnull=True, expires_at__gt=now)
    return list(unsent.order_by("invited_at", "id").values_list("id", flat=True)[:limit])


def role_grants_seen_by(actor: Actor) -> "QuerySet[RoleGrant, RoleGrant]":
    """Return who holds which role now, by role and address. One query.

    :raises NotAuthorised: unless the actor is an operator with a second factor.
    """
    require(may_see_roles(actor), actor=actor)
    active = RoleGrant.objects.active().select_related("user", "granted_by")
    return active.order_by("role", "user__email")


def user_with_email(actor: Actor, email: str) -> UUID:
    """Return the active user who signs in with an address, for an operator. One query.

    :raises NotAuthorised: unless the actor is an operator with a second factor.
    :raises NotFound: when nobody does.
    """
    require(may_see_roles(actor) or actor.kind is ActorKind.SYSTEM, actor=actor)
    found = User.objects.filter(email=email.strip().lower(), is_active=True).values_list("id", flat=True).first()
    if found is None:
        raise NotFound
    return found


def checked_user_with_email(email: str) -> UUID | None:
    """Return the active user with an address whose identity was checked, if there is one; for verbs only. One query."""
    rows = User.objects.filter(email=email.strip().lower(), is_active=True)
    return rows.filter(Exists(_checked_persons(OuterRef("id")))).values_list("id", flat=True).first()


def _second_factors(user_id: UUID | OuterRef) -> "QuerySet[Authenticator, Authenticator]":
    factors: QuerySet[Authenticator, Authenticator] = Authenticator.objects.filter(user_id=user_id)
    return factors.filter(type__in=SECOND_FACTORS)


def _checked_persons(user_id: UUID | OuterRef) -> "QuerySet[Person, Person]":
    return Person.objects.filter(user_id=user_id, state=PersonState.CHECKED, confirmed_at__isnull=False)
