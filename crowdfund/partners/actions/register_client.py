"""partners / actions: an operator registers a program of a partner."""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex, token_urlsafe
from uuid import UUID

from crowdfund.accounts.core.policy import principal_of, require, require_step_up
from crowdfund.accounts.locks import lock_invited_organisation
from crowdfund.db.events import Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import FieldError, Invalid
from crowdfund.partners.core import secrets
from crowdfund.partners.core.policy import may_manage_clients
from crowdfund.partners.core.scopes import unknown_scopes
from crowdfund.partners.models import PartnerClient


def register_client(*, actor: Actor, now: datetime, organisation_id: UUID, name: str, scopes: Sequence[str]) -> UUID:
    """Store a client (接口客户端) that may act for an organisation within `scopes`, and return its id.

    It can't sign in yet: nobody knows its secret until `rotate_secret` shows one. So this may be repeated under an
    idempotency key without a secret being stored in the answer.

    :raises NotAuthorised: unless an operator with a second factor acts, or the system.
    :raises StepUpRequired: when the operator's second factor was not used lately.
    :raises NotFound: when there is no such organisation.
    :raises Invalid: no scope, or a word that is none. Locks the organisation.
    """
    with unit_of_work(actor=actor, now=now):
        require(may_manage_clients(actor), actor=actor)
        require_step_up(actor)
        wanted = tuple(dict.fromkeys(scopes))
        _check(name, wanted)
        organisation = lock_invited_organisation(organisation_id)
        client = PartnerClient.register(
            organisation_id=organisation.id,
            name=name.strip(),
            scopes=wanted,
            public_name=secrets.public_name(random_text=token_hex),
            unknown_secret=secrets.secret(random_text=token_urlsafe),
            created_by_id=principal_of(actor),
            now=now,
        )
        record(
            verb="client.registered",
            subject=Subject(kind="client", id=client.id),
            after={"organisation": str(organisation.id), "scopes": sorted(wanted)},
            organisation=organisation.id,
        )
        return client.id


def _check(name: str, scopes: Sequence[str]) -> None:
    errors = []
    if not name.strip():
        errors.append(FieldError("/name", "required"))
    if not scopes:
        errors.append(FieldError("/scopes", "required"))
    elif unknown_scopes(scopes):
        errors.append(FieldError("/scopes", "not_a_choice"))
    if errors:
        raise Invalid(tuple(errors))
