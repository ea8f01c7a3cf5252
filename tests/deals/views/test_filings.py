"""Recording a filing by page and API: the same verb; where it stands on cap table, raise and desk."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from compliance.core.queues import queues_today
from crowdfund.web.components.days import day_text
from deals.models import Vehicle, VehicleFiling
from tests.events import events_since, told
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import TODAY
from tests.factories.filings import REGISTER, file_vehicle
from tests.factories.hostile import pdf_bytes
from tests.personas import Persona

pytestmark = pytest.mark.django_db

DOORS = ("page", "api")
WRITTEN = {"number": "sabc12", "filed_on": TODAY.isoformat(), "remark": REGISTER}


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    return make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])


def _record(persona: Persona, vehicle: Vehicle, door: str, body: dict[str, Any]) -> Any:
    if door == "page":
        return persona.submit(reverse("filing_record", args=[vehicle.round_id]), body)
    return persona.send(reverse("api_filing", args=[vehicle.round_id]), body)


def test_both_doors_leave_the_same_behind(founder: Persona, lead: Persona, follower: Persona, officer: Persona):
    left = []
    for door in DOORS:
        vehicle = make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
        before = len(events_since())
        assert _record(officer, vehicle, door, WRITTEN).status_code in {201, 303}
        row = VehicleFiling.objects.get(vehicle=vehicle)
        events = events_since(before)
        left.append(
            (
                [(event.verb, event.reason, event.actor_id, sorted(event.after), told(event)) for event in events],
                (row.number, row.filed_on, row.remark, row.corrects_id, row.recorded_by_id),
            )
        )
    assert left[0] == left[1]
    assert left[0][1][0] == "SABC12"


def test_a_founder_sends_the_evidence_with_the_page(founder: Persona, vehicle: Vehicle):
    file = SimpleUploadedFile("filing.pdf", pdf_bytes(), content_type="application/pdf")
    answer = _record(founder, vehicle, "page", {**WRITTEN, "evidence": file})
    assert answer.status_code == 303
    page = founder.client.get(reverse("cap_table", args=[vehicle.round_id])).content.decode()
    assert "SABC12" in page
    assert "filing.pdf" in page


def test_what_is_missing_stands_beside_its_field(founder: Persona, vehicle: Vehicle):
    answer = _record(founder, vehicle, "api", WRITTEN)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/evidence")
    assert _record(founder, vehicle, "page", WRITTEN).status_code == 422


def test_the_last_day_stands_on_the_raise_the_cap_table_and_the_desk(
    founder: Persona, officer: Persona, vehicle: Vehicle
):
    assert vehicle.filing_due_on is not None
    last = vehicle.filing_due_on.isoformat()
    pages = [(founder, "round"), (founder, "cap_table"), (officer, "round"), (officer, "cap_table")]
    for persona, name in pages:
        page = persona.client.get(reverse(name, args=[vehicle.round_id])).content.decode()
        assert f'datetime="{last}"' in page
        assert reverse("filing_record", args=[vehicle.round_id]) in page
    assert f'datetime="{last}"' in officer.client.get(reverse("desk")).content.decode()
    (queue,) = [each for each in queues_today(officer.actor, today=TODAY) if each.queue.name == "filings"]
    assert (queue.count, queue.due_on) == (1, vehicle.filing_due_on)
    file_vehicle(vehicle, officer=officer)
    (queue,) = [each for each in queues_today(officer.actor, today=TODAY) if each.queue.name == "filings"]
    assert (queue.count, queue.due_on) == (0, None)
    assert f'datetime="{last}"' not in officer.client.get(reverse("desk")).content.decode()


def test_holders_read_the_filing_and_record_nothing(follower: Persona, officer: Persona, vehicle: Vehicle):
    file_vehicle(vehicle, officer=officer)
    page = follower.client.get(reverse("cap_table", args=[vehicle.round_id])).content.decode()
    assert "SABC12" in page
    assert reverse("filing_record", args=[vehicle.round_id]) not in page
    body = follower.api.get(reverse("api_filing", args=[vehicle.round_id])).json()
    assert (body["filed_on"], body["records"][0]["number"]) == (TODAY.isoformat(), "SABC12")
    assert follower.client.get(reverse("filing_record", args=[vehicle.round_id])).status_code == 403


def test_a_last_day_is_said_with_its_weekday(founder: Persona, vehicle: Vehicle):
    assert vehicle.filing_due_on is not None
    assert (
        day_text(vehicle.filing_due_on).split()[-1]
        in founder.client.get(reverse("cap_table", args=[vehicle.round_id])).content.decode()
    )
