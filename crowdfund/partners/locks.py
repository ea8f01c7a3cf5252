"""partners / locks: rows locked for a verb: the organisation first (accounts), then the client."""

from uuid import UUID

from crowdfund.db.locks import lock_row
from crowdfund.partners.models import PartnerClient


def lock_client(client_id: UUID) -> PartnerClient:
    """Lock one client, disabled or not.

    :raises NotFound: when there is none.
    """
    return lock_row(PartnerClient.objects.filter(id=client_id))
