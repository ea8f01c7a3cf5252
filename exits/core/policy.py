"""exits / core: who may do what on the way out. Whatever is not allowed here is refused."""

from uuid import UUID

from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.actor import Actor, ActorKind
from deals.core.policy import may_commit_money, may_decide, may_open, may_work_the_desk


def may_propose_window(actor: Actor, *, organisation_id: UUID) -> bool:
    """A checked member of the company records its next round in person."""
    return may_open(actor, organisation_id=organisation_id)


def may_answer_window(actor: Actor, *, organisation_id: UUID, buyer_id: UUID | None) -> bool:
    """Only the investor whom the company named answers: checked, in person, from outside the company."""
    return actor.id == buyer_id and may_commit_money(actor, organisation_id=organisation_id)


def may_allocate_window(actor: Actor, *, organisation_id: UUID) -> bool:
    """The platform allocates by itself; a checked member of the company may do it by hand."""
    return actor.kind is ActorKind.SYSTEM or may_propose_window(actor, organisation_id=organisation_id)


def may_move_exit_money(actor: Actor) -> bool:
    """Only the platform itself follows what the custodian and the calendar say."""
    return actor.kind is ActorKind.SYSTEM


def may_elect(actor: Actor, *, holder_id: UUID) -> bool:
    """Only the holder says what becomes of their units, in person."""
    return actor.kind is ActorKind.PERSON and actor.id == holder_id


def sees_every_exit(actor: Actor) -> bool:
    """Officers, operators and auditors see every window and lot."""
    return may_work_the_desk(actor)


def may_record_listings(actor: Actor) -> bool:
    """Officers with a second factor do, as far as it is no company of their own."""
    return actor.kind is ActorKind.PERSON and actor.has_role(Role.OFFICER) and actor.has_mfa


def may_record_listing(actor: Actor, *, organisation_id: UUID) -> bool:
    """Officers with a second factor record what an announcement says, never about a company of their own."""
    return may_decide(actor, organisation_id=organisation_id)


def may_unlock(actor: Actor) -> bool:
    """Only the calendar unlocks, so only the platform itself does."""
    return actor.kind is ActorKind.SYSTEM
