"""accounts / core: the words for what somebody may be asked to do on the platform."""

from enum import StrEnum


class Role(StrEnum):
    """A platform-wide role (角色); rights inside one company come from a membership instead."""

    FOUNDER = "founder"
    INVESTOR = "investor"
    OFFICER = "officer"
    OPERATOR = "operator"
    AUDITOR = "auditor"
    PARTNER = "partner"


class MembershipRole(StrEnum):
    """What somebody is inside one organisation."""

    OWNER = "owner"
    MEMBER = "member"


#: Roles whose holder may do nothing at all without a second factor.
MFA_ROLES: frozenset[Role] = frozenset({Role.OFFICER, Role.OPERATOR})

#: Roles that act in somebody's own name in a deal, so the identity must have been checked before.
CHECKED_ROLES: frozenset[Role] = frozenset({Role.FOUNDER, Role.INVESTOR})


def needs_mfa(roles: frozenset[str]) -> bool:
    """Tell whether somebody with these roles must have a second factor."""
    return not MFA_ROLES.isdisjoint(roles)
