"""accounts / models: users, persons, organisations, memberships, invitations and role grants."""

from .invitation import Invitation
from .membership import Membership
from .organisation import Organisation
from .person import Person
from .role_grant import RoleGrant
from .user import User

__all__ = ["Invitation", "Membership", "Organisation", "Person", "RoleGrant", "User"]
