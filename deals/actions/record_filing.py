"""deals / actions: the filing of a vehicle with the association is recorded, or a record of it corrected."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.core.roles import Role
from crowdfund.accounts.queries import members_of, users_with_role
from crowdfund.db.events import Subject, record
from crowdfund.db.work import current_work, unit_of_work
from crowdfund.files.actions.attach_file import attach_file
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid
from deals.actions.ask_filing import ask_filing
from deals.core.filing import EVIDENCE, FilingEntry, wrong_entry
from deals.core.policy import may_record_filing
from deals.locks import lock_round_of_vehicle
from deals.models import VehicleFiling
from deals.queries import vehicle_of_round
from deals.queries.filings import filing_of


class FilingRecordedAlready(Conflict):
    """Somebody has recorded the filing, or corrected the record, since it was read."""

    code: ClassVar[str] = "filing_recorded_already"


def record_filing(
    *,
    actor: Actor,
    now: datetime,
    round_id: UUID,
    entry: FilingEntry,
    evidence: Upload | UUID | None,
    corrects: UUID | None = None,
) -> UUID:
    """Record the filing of the vehicle of a closed raise (登记备案结果) and return the record's id.

    A record is never changed: `corrects` names the one that a new record takes the place of. The rules are asked and
    their answer is stored with it; a late filing is a warning that the next verbs of the company meet. The company
    proves what it says by `evidence`, a file or the id of one sent before; an officer may say where it was read.

    :raises NotFound: the raise may not be seen, or has not closed.
    :raises NotAuthorised: unless a checked member of the company in person, or an officer from elsewhere, asks.
    :raises FilingRecordedAlready: see its name.
    :raises Invalid: each wrong entry is named. Locks the raise.
    """
    with unit_of_work(actor=actor, now=now):
        vehicle = vehicle_of_round(actor, round_id)
        raised = lock_round_of_vehicle(vehicle.id).snapshot()
        require(may_record_filing(actor, organisation_id=raised.organisation_id), actor=actor)
        before = filing_of(vehicle.id)
        if corrects != (before.id if before else None):
            raise FilingRecordedAlready
        is_office = not actor.belongs_to(raised.organisation_id)
        if wrong := wrong_entry(
            entry,
            raised_on=vehicle.raised_on,
            today=legal_day(now),
            has_evidence=evidence is not None,
            is_office=is_office,
            is_correction=before is not None,
        ):
            raise Invalid(wrong)
        ruling = ask_filing(raised, raised_on=vehicle.raised_on, filed_on=entry.filed_on)
        row = VehicleFiling.record(
            vehicle_id=vehicle.id,
            entry=entry,
            corrects_id=corrects,
            determination_id=ruling.id,
            recorded_by_id=acting_user(actor),
            now=now,
        )
        _keep(evidence, row, organisation_id=None if is_office else raised.organisation_id)
        record(
            verb="vehicle.filing_corrected" if before else "vehicle.filing_recorded",
            subject=Subject(kind="round", id=raised.id),
            before=_told(before) if before else {},
            after={**_told(row), "determination": str(ruling.id), "verdict": ruling.verdict},
            reason=row.remark,
            organisation=raised.organisation_id,
            notify=[*members_of(raised.organisation_id), *users_with_role(Role.OFFICER)],
        )
        return row.id


def _told(row: VehicleFiling) -> dict[str, str]:
    return {"filing": str(row.id), "number": row.number, "filed_on": row.filed_on.isoformat()}


def _keep(evidence: Upload | UUID | None, row: VehicleFiling, *, organisation_id: UUID | None) -> None:
    """Take in the file, or say of one that was sent before what it is about."""
    work, subject = current_work(), Subject(kind=EVIDENCE, id=row.id)
    if isinstance(evidence, UUID):
        attach_file(actor=work.actor, now=work.now, file_id=evidence, purpose=EVIDENCE, subject=subject)
    elif evidence is not None:
        receive_file(
            actor=work.actor,
            now=work.now,
            upload=evidence,
            purpose=EVIDENCE,
            subject=subject,
            organisation_id=organisation_id,
        )
