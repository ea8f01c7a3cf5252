"""compliance / core: who may read a determination."""

from typing import Final
from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

READS_ALL: Final = frozenset({Role.OFFICER, Role.AUDITOR})
"""Roles that read every determination."""


def may_read_all(actor: Actor) -> bool:
    """Tell whether the actor reads every determination: compliance officers and auditors do."""
    return actor.kind is ActorKind.PERSON and not READS_ALL.isdisjoint(actor.roles)


def may_read(actor: Actor, *, asked_by: UUID | None) -> bool:
    """Tell whether the actor may read a determination that `asked_by` asked for: their own, or by their office."""
    return may_read_all(actor) or (actor.id is not None and actor.id == asked_by)
