"""partners / core: who may register, renew and disable the programs of partners."""

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind


def may_see_clients(actor: Actor) -> bool:
    """Operators with a second factor see every client; auditors see them too, and change nothing."""
    is_operator = actor.has_role(Role.OPERATOR) and actor.has_mfa
    return actor.kind is ActorKind.PERSON and (is_operator or actor.has_role(Role.AUDITOR))


def may_manage_clients(actor: Actor) -> bool:
    """Operators with a second factor, and the system itself: somebody with a shell on the server."""
    is_operator = actor.kind is ActorKind.PERSON and actor.has_role(Role.OPERATOR) and actor.has_mfa
    return is_operator or actor.kind is ActorKind.SYSTEM
