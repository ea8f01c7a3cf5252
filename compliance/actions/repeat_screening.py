"""compliance / actions: an officer has the same person or company screened anew."""

from datetime import datetime
from uuid import UUID

from compliance.actions.request_screening import request_company_screening, request_screening
from compliance.core.screening import ScreeneeKind
from compliance.queries.screenings import screening_seen_by
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor


def repeat_screening(*, actor: Actor, now: datetime, screening_id: UUID) -> UUID:
    """Request another screening of whom one was about, or return the one that waits; its id.

    :raises NotFound: the actor may not know of it. :raises NotAuthorised, IdentityNotChecked: as `request_screening`.
    """
    with unit_of_work(actor=actor, now=now):
        screenee = screening_seen_by(actor, screening_id).screenee
        if screenee.kind is ScreeneeKind.COMPANY:
            return request_company_screening(actor=actor, now=now, organisation_id=screenee.id)
        return request_screening(actor=actor, now=now, user_id=screenee.id)
