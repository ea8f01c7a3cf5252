"""The filing of a vehicle is recorded once, corrected by new records, and proved by whoever says it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, transaction

from compliance.core.outcome import Outcome
from crowdfund.db.events import Subject
from crowdfund.files.core.uploads import Upload
from crowdfund.files.models import StoredFile
from crowdfund.files.queries import file_seen_by, files_about
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from deals.actions.record_filing import FilingRecordedAlready, record_filing
from deals.core.filing import EVIDENCE, FilingEntry
from deals.models import Vehicle, VehicleFiling
from deals.queries.filings import filed_on, filing_of
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import NOW, TODAY
from tests.factories.files import make_file
from tests.factories.filings import REGISTER, entry, file_vehicle
from tests.factories.hostile import pdf_bytes
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    return make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])


def _pdf() -> Upload:
    content = pdf_bytes()
    return Upload(name="filing.pdf", size=len(content), chunks=lambda: iter([content]))


def _record(persona: Persona, vehicle: Vehicle, what: FilingEntry | None = None, **options: Any) -> Any:
    given = {"evidence": None, "now": NOW, **options}
    return record_filing(
        actor=persona.actor,
        round_id=vehicle.round_id,
        entry=what or entry(filed_on=legal_day(given["now"]), remark=REGISTER),
        **given,
    )


def test_a_member_proves_the_filing_with_a_file(founder: Persona, officer: Persona, vehicle: Vehicle):
    with recorded() as events:
        _record(founder, vehicle, entry(filed_on=TODAY), evidence=_pdf())
    row = VehicleFiling.objects.get(vehicle=vehicle)
    assert (row.number, row.filed_on, row.recorded_by_id, row.corrects_id) == ("SABC12", TODAY, founder.id, None)
    assert verbs(events) == ["file.received", "vehicle.filing_recorded"]
    assert events[-1].after["verdict"] == Outcome.PERMIT
    assert told(events[-1]) == {founder.id, officer.id}
    (file,) = files_about(Subject(kind=EVIDENCE, id=row.id))
    assert file.organisation_id == vehicle.round.project.organisation_id


def test_a_file_that_was_sent_before_is_attached(founder: Persona, vehicle: Vehicle):
    sent = make_file(founder)
    _record(founder, vehicle, entry(filed_on=TODAY), evidence=sent.id)
    row = VehicleFiling.objects.get(vehicle=vehicle)
    assert StoredFile.objects.get(id=sent.id).subject_id == row.id


def test_holders_read_the_evidence_of_their_vehicle_and_strangers_do_not(
    founder: Persona, follower: Persona, stranger: Persona, vehicle: Vehicle
):
    sent = make_file(founder)
    _record(founder, vehicle, entry(filed_on=TODAY), evidence=sent.id)
    assert file_seen_by(follower.actor, sent.id).id == sent.id
    with pytest.raises(NotFound):
        file_seen_by(stranger.actor, sent.id)


def test_an_officer_may_point_at_the_register_and_must_say_so(officer: Persona, vehicle: Vehicle):
    with nothing_changes(VehicleFiling), pytest.raises(Invalid) as error:
        _record(officer, vehicle, entry(filed_on=TODAY))
    assert [(each.pointer, each.code) for each in error.value.errors] == [("/remark", "required")]
    _record(officer, vehicle)
    assert filed_on(vehicle.id) == TODAY


def test_a_member_without_evidence_records_nothing(founder: Persona, vehicle: Vehicle):
    with nothing_changes(VehicleFiling), pytest.raises(Invalid) as error:
        _record(founder, vehicle)
    assert [(each.pointer, each.code) for each in error.value.errors] == [("/evidence", "required")]


def test_a_record_is_corrected_by_a_new_one_that_says_why(officer: Persona, vehicle: Vehicle):
    first = file_vehicle(vehicle, officer=officer)
    later = NOW + timedelta(days=1)
    with nothing_changes(VehicleFiling), pytest.raises(Invalid):
        _record(officer, vehicle, entry(number="SXYZ98", filed_on=TODAY), corrects=first.id, now=later)
    mended = entry(number="SXYZ98", filed_on=TODAY, remark="One digit was mistyped.")
    with recorded() as events:
        second = _record(officer, vehicle, mended, corrects=first.id, now=later)
    stands = filing_of(vehicle.id)
    assert stands is not None
    assert (stands.id, stands.number, stands.corrects_id) == (second, "SXYZ98", first.id)
    assert (events[-1].verb, events[-1].before["number"]) == ("vehicle.filing_corrected", "SABC12")
    assert events[-1].reason == "One digit was mistyped."
    assert VehicleFiling.objects.count() == 2


def test_who_did_not_read_what_stands_records_nothing(officer: Persona, vehicle: Vehicle):
    first = file_vehicle(vehicle, officer=officer)
    for corrects in (None, UUID(int=1)):
        with nothing_changes(VehicleFiling), pytest.raises(FilingRecordedAlready):
            _record(officer, vehicle, corrects=corrects)
    file_vehicle(vehicle, officer=officer, corrects=first.id)
    with nothing_changes(VehicleFiling), pytest.raises(FilingRecordedAlready):
        _record(officer, vehicle, corrects=first.id)


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"number": "no number"}, ("/number", "filing_number")),
        ({"filed_on": TODAY + timedelta(days=1)}, ("/filed_on", "in_the_future")),
        ({"filed_on": TODAY - timedelta(days=1)}, ("/filed_on", "before_closing")),
        ({"remark": "x" * 2_001}, ("/remark", "too_long")),
    ],
)
def test_what_can_t_be_is_named(officer: Persona, vehicle: Vehicle, changes: dict[str, Any], wrong: tuple[str, str]):
    what = entry(**{"filed_on": TODAY, "remark": REGISTER, **changes})
    with nothing_changes(VehicleFiling), pytest.raises(Invalid) as error:
        _record(officer, vehicle, what)
    assert [(each.pointer, each.code) for each in error.value.errors] == [wrong]


def test_a_late_filing_is_recorded_and_warned_of(officer: Persona, vehicle: Vehicle):
    assert vehicle.filing_due_on is not None
    late = NOW + (vehicle.filing_due_on - TODAY) + timedelta(days=1)
    with recorded() as events:
        file_vehicle(vehicle, officer=officer, now=late)
    assert events[-1].after["verdict"] == Outcome.WARN


@pytest.mark.parametrize(
    ("persona", "error"),
    [("lead", NotAuthorised), ("operator", NotAuthorised), ("auditor", NotAuthorised), ("stranger", NotFound)],
)
def test_others_record_nothing(personas: dict[str, Persona], vehicle: Vehicle, persona: str, error: type[Exception]):
    with nothing_changes(VehicleFiling), pytest.raises(error):
        _record(personas[persona], vehicle)


@pytest.mark.parametrize("change", [{"number": "SXYZ98"}, {"filed_on": TODAY - timedelta(days=9)}])
def test_the_application_has_no_right_to_change_a_record(officer: Persona, vehicle: Vehicle, change: dict[str, Any]):
    row = file_vehicle(vehicle, officer=officer)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        VehicleFiling.objects.filter(id=row.id).update(**change)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        VehicleFiling.objects.filter(id=row.id).delete()
