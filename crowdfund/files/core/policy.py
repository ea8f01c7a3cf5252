"""files / core: who may send, read and attach files. Whatever is not allowed here is refused."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from crowdfund.accounts.core.policy import principal_of
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind

READ_FILES: Final = "files:read"
WRITE_FILES: Final = "files:write"


def may_send_documents(actor: Actor) -> bool:
    """Checked people and staff send files that are about nothing yet; partners' clients with the scope do too."""
    if actor.kind is ActorKind.CLIENT:
        return WRITE_FILES in actor.scopes
    return actor.kind is ActorKind.PERSON and (actor.is_checked or _supervises(actor))


def may_send_for(actor: Actor, *, organisation_id: UUID | None) -> bool:
    """Members send for their organisation; a client sends for nobody but its own; a person may send for themselves."""
    if organisation_id is not None:
        return actor.belongs_to(organisation_id)
    return actor.kind is not ActorKind.CLIENT or principal_of(actor) is not None


def reads_everything(actor: Actor) -> bool:
    """Officers with a second factor and auditors read every file."""
    return actor.kind is ActorKind.PERSON and _supervises(actor)


def readable_organisations(actor: Actor) -> Collection[UUID]:
    """Return the organisations whose files the actor reads as a member; a client needs the scope."""
    if actor.kind is ActorKind.CLIENT and READ_FILES not in actor.scopes:
        return ()
    return tuple(actor.memberships)


def may_attach(actor: Actor, *, uploader_id: UUID | None, organisation_id: UUID | None) -> bool:
    """Only who has sent a file says what it is about; a client does so for its organisation."""
    if actor.kind is ActorKind.CLIENT:
        return organisation_id is not None and actor.belongs_to(organisation_id) and WRITE_FILES in actor.scopes
    return actor.kind is ActorKind.PERSON and actor.id == uploader_id


def may_examine(actor: Actor) -> bool:
    """Only the platform itself examines and removes."""
    return actor.kind is ActorKind.SYSTEM


def _supervises(actor: Actor) -> bool:
    return (actor.has_role(Role.OFFICER) and actor.has_mfa) or actor.has_role(Role.AUDITOR)
