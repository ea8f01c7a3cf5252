"""compliance / locks: rows locked for a verb; the user before their certification."""

from uuid import UUID

from compliance.models import Certification, Clearance
from crowdfund.db.locks import lock_row
from crowdfund.kernel.actor import Actor


def lock_certification(certification_id: UUID, *, seen_by: Actor) -> Certification:
    """Lock one certification that the actor may know of. One query.

    :raises NotFound: there is none.
    """
    return lock_row(Certification.objects.visible_to(seen_by).filter(id=certification_id))


def lock_clearance(clearance_id: UUID, *, seen_by: Actor) -> Clearance:
    """Lock one request to clear that the actor may know of. One query, and one for its determination.

    :raises NotFound: there is none.
    """
    return lock_row(Clearance.objects.visible_to(seen_by).filter(id=clearance_id))
