"""deals / presentation: where the filing of a vehicle stands, for pages."""

from datetime import date
from typing import TYPE_CHECKING, Any

from compliance.queries import readable_determinations
from crowdfund.files.queries import files_about_many
from crowdfund.kernel.actor import Actor
from deals.core.filing import EVIDENCE
from deals.core.policy import may_record_filing
from deals.queries.filings import filings_of

if TYPE_CHECKING:
    from deals.models import Vehicle


def filing_context(vehicle: "Vehicle", *, actor: Actor, today: date) -> dict[str, Any]:
    """Return the records of a vehicle's filing with their evidence, the day by which it is due, and what may be done.

    Holders see the record; the evidence is shown to the company and the offices. Three queries.
    """
    records = list(filings_of(actor, vehicle.id))
    may_record = may_record_filing(actor, organisation_id=vehicle.round.project.organisation_id)
    files = files_about_many(EVIDENCE, [row.id for row in records])
    readable = readable_determinations([row.determination_id for row in records], actor=actor)
    current = records[0] if records else None
    due_on = vehicle.filing_due_on
    return {
        "vehicle": vehicle,
        "due_on": due_on,
        "current": current,
        "records": [
            {
                "row": row,
                "files": files.get(row.id, []),
                "stands": row is current,
                "is_readable": row.determination_id in readable,
            }
            for row in records
        ],
        "is_late": bool(current and due_on and current.filed_on > due_on),
        "is_overdue": current is None and due_on is not None and due_on < today,
        "may_record": may_record,
    }
