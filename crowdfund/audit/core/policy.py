"""audit / core: who may see which events."""

from typing import Final
from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

#: Staff whose work it is to see what happened, whoever did it.
WATCHERS: Final = frozenset({Role.OFFICER, Role.OPERATOR, Role.AUDITOR})


def sees_everything(actor: Actor) -> bool:
    """Tell whether the actor may see all events, and the state of the chain."""
    return actor.kind is ActorKind.SYSTEM or (
        actor.kind is ActorKind.PERSON and any(actor.has_role(role) for role in WATCHERS)
    )


def sees_event(actor: Actor, *, actor_id: UUID | None, on_behalf_of: UUID | None, organisation_id: UUID | None) -> bool:
    """Tell whether the actor may see one event, given by the three columns that decide it.

    Everybody may see what they did themselves, what was done in their name, and what concerns an organisation they
    belong to. The rows that `Event.objects.visible_to` returns are those for which this is true.
    """
    if sees_everything(actor):
        return True
    if actor.id is not None and actor.id in {actor_id, on_behalf_of}:
        return True
    return organisation_id is not None and actor.belongs_to(organisation_id)


def may_read_feed(actor: Actor) -> bool:
    """Tell whether the actor may read the feed at all: a person, or a client that was given the scope for it."""
    if actor.kind is ActorKind.CLIENT:
        return FEED_SCOPE in actor.scopes
    return actor.kind is not ActorKind.ANONYMOUS


FEED_SCOPE: Final = "events:read"
"""The scope by which a partner's client may read the feed."""


def may_seal(actor: Actor) -> bool:
    """Tell whether the actor may extend the chain: only the platform itself does."""
    return actor.kind is ActorKind.SYSTEM


def may_release(actor: Actor) -> bool:
    """Tell whether the actor may have a parked delivery tried again: the platform, and an operator."""
    return actor.kind is ActorKind.SYSTEM or actor.has_role(Role.OPERATOR)
