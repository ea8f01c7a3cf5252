"""sweeps / core: who may look at the sweeps, run them, and move the sandbox's clock."""

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

_WATCHERS = frozenset({Role.OPERATOR, Role.AUDITOR})


def may_watch_sweeps(actor: Actor) -> bool:
    """Operators and auditors see runs and lateness."""
    return actor.kind is ActorKind.PERSON and not _WATCHERS.isdisjoint(actor.roles)


def may_run_sweeps(actor: Actor) -> bool:
    """Only the platform itself runs them: beat's tasks, or somebody with a shell on the server."""
    return actor.kind is ActorKind.SYSTEM


def may_move_clock(actor: Actor) -> bool:
    """Operators with a second factor move the clock of a sandbox; that it is one, the verb asks besides."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OPERATOR) and actor.has_mfa
