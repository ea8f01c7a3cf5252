"""partners / actions: an operator issues a client's secret, the first one or a new one."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_urlsafe
from uuid import UUID

from crowdfund.accounts.core.policy import require, require_step_up
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict
from crowdfund.partners.core import secrets
from crowdfund.partners.core.policy import may_manage_clients
from crowdfund.partners.locks import lock_client


class ClientIsDisabled(Conflict):
    """The client was disabled, which is for good; register another one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedSecret:
    """What the partner needs to ask for tokens. This is the only time that anybody sees the secret."""

    public_name: str
    secret: str = field(repr=False)


def rotate_secret(*, actor: Actor, now: datetime, client_id: UUID) -> IssuedSecret:
    """Give a client a new secret (更换密钥); the old one and all its tokens are void at once. Only a hash is stored.

    :raises NotAuthorised: unless an operator with a second factor acts, or the system.
    :raises StepUpRequired: when the operator's second factor was not used lately.
    :raises NotFound, ClientIsDisabled: see their names. Locks the client.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_manage_clients(actor), actor=actor)
        client = lock_client(client_id)
        require_step_up(actor)
        if not client.is_active:
            raise ClientIsDisabled
        issued = secrets.secret(random_text=token_urlsafe)
        is_first = client.secret_issued_at is None
        client.take_secret(issued, now=now)
        record(
            verb="client.secret_issued",
            subject=Subject(kind="client", id=client.id),
            after={"is_first": is_first},
            organisation=client.organisation_id,
        )
        return IssuedSecret(public_name=client.application.client_id, secret=issued)
