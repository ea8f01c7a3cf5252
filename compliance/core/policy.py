"""compliance / core: who may read a determination."""

from typing import Final
from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

READS_ALL: Final = frozenset({Role.OFFICER, Role.AUDITOR})
"""Offices whose work it is to read every determination."""

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
