"""partners / queries: which client a token belongs to, and the lists that operators see."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import F, QuerySet

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.models import Organisation
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotFound
from crowdfund.partners.core.policy import may_see_clients
from crowdfund.partners.core.scopes import effective_scopes
from crowdfund.partners.models import PartnerClient


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """What a valid token admits: a client, the organisation it works for, and the scopes it has now."""

    client_id: UUID
    organisation_id: UUID
    scopes: frozenset[str]


def admission_of(token: str, *, at: datetime) -> Admission | None:
    """Return what an access token admits at the instant `at` (real time), None when it admits nothing. One query.

    The client's present state counts, not that of the hour in which the token was issued.
    """
    row = (
        PartnerClient.objects.active()
        .filter(
            application__accesstoken__token_checksum=hashlib.sha256(token.encode()).hexdigest(),
            application__accesstoken__expires__gt=at,
        )
        .annotate(token_scope=F("application__accesstoken__scope"))
        .values_list("id", "organisation_id", "scopes", "token_scope")
        .first()
    )
    if row is None:
        return None
    client_id, organisation_id, allowed, token_scope = row
    return Admission(
        client_id=client_id,
        organisation_id=organisation_id,
        scopes=effective_scopes(token=token_scope, allowed=allowed),
    )


def allowed_scopes(application_id: int) -> list[str]:
    """Return what the client behind OAuth's row is allowed, nothing when it was disabled or is no client. One query."""
    scopes = PartnerClient.objects.active().filter(application_id=application_id).values_list("scopes", flat=True)
    return scopes.first() or []


def clients_seen_by(actor: Actor) -> "QuerySet[PartnerClient, PartnerClient]":
    """Return all clients for the operators' list, the active ones first, then by name. One query.

    :raises NotAuthorised: unless the actor may see clients.
    """
    require(may_see_clients(actor), actor=actor)
    return every_client()


def every_client() -> "QuerySet[PartnerClient, PartnerClient]":
    """Return all clients, the active ones first, then by name; no policy guards this. One query."""
    return PartnerClient.objects.select_related("application", "organisation").order_by(
        F("disabled_at").asc(nulls_first=True), "name", "id"
    )


def organisation_id_of(credit_code: str) -> UUID:
    """Return the organisation under a unified social credit code. One query.

    :raises NotFound: when there is none.
    """
    organisation_id = Organisation.objects.filter(credit_code=credit_code).values_list("id", flat=True).first()
    if organisation_id is None:
        raise NotFound
    return organisation_id


def client_seen_by(actor: Actor, client_id: UUID) -> PartnerClient:
    """Return one client. One query.

    :raises NotAuthorised: unless the actor may see clients.
    :raises NotFound: when there is none.
    """
    client = clients_seen_by(actor).filter(id=client_id).first()
    if client is None:
        raise NotFound
    return client
