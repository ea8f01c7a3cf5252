"""partners / actions: an operator shuts a client out."""

from datetime import datetime
from uuid import UUID

from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, FieldError, Invalid
from crowdfund.partners.core.policy import may_manage_clients
from crowdfund.partners.locks import lock_client


class AlreadyDisabled(Conflict):
    """Somebody disabled the client before."""


def disable_client(*, actor: Actor, now: datetime, client_id: UUID, reason: str) -> None:
    """Shut a client out for good (停用); its tokens die in the same transaction.

    :raises NotAuthorised: unless an operator with a second factor acts, or the system.
    :raises StepUpRequired: when the operator's second factor was not used lately.
    :raises Invalid: without a reason.
    :raises NotFound, AlreadyDisabled: see their names. Locks the client.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_manage_clients(actor), actor=actor)
        client = lock_client(client_id)
        require_step_up(actor)
        if not reason.strip():
            raise Invalid((FieldError("/reason", "required"),))
        if not client.is_active:
            raise AlreadyDisabled
        client.disable(now=now)
        record(
            verb="client.disabled",
            subject=Subject(kind="client", id=client.id),
            before={"state": "active"},
            after={"state": "disabled"},
            reason=reason.strip(),
            organisation=client.organisation_id,
        )
