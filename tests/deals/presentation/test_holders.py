"""Who holds a vehicle and who manages it: the manager is general partner, the lead one of the limited partners."""

from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from deals.models import Round, Vehicle
from deals.presentation.holders import cap_table_body, cap_table_rows, general_partner, manager_facts
from deals.queries import cap_table_of
from tests.factories.closing import Part, make_vehicle
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db

MANAGER = {"name": "明德私募基金管理有限公司", "form": "company", "number": "P1012345"}


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    return make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])


def _before_managers(vehicle: Vehicle) -> Vehicle:
    Round.objects.filter(id=vehicle.round_id).update(manager_name="", manager_form=None, manager_number="")
    return Vehicle.objects.select_related("round__project").get(id=vehicle.id)


def _named(vehicle: Vehicle, reader: Persona) -> list[Any]:
    table = cap_table_of(vehicle, as_of=NOW)
    with override("en"):
        return [str(row["holder"]) for row in cap_table_rows(table, vehicle=vehicle, actor=reader.actor)]


def test_the_manager_of_the_terms_is_general_partner(vehicle: Vehicle, lead: Persona, follower: Persona):
    assert general_partner(vehicle) == MANAGER
    with override("en"):
        assert str((manager_facts(vehicle) or {})["form"]) == "Company"
    assert _named(vehicle, lead) == ["Holder 1", "You, as lead and limited partner"]
    assert _named(vehicle, follower) == ["You", "Lead, limited partner"]


def test_without_a_manager_the_lead_was_general_partner(vehicle: Vehicle, lead: Persona, follower: Persona):
    old = _before_managers(vehicle)
    assert general_partner(old) is manager_facts(old) is None
    assert _named(old, lead)[1] == "You, as lead and general partner"
    assert _named(old, follower)[1] == "Lead, general partner"


def test_a_program_is_told_who_leads_and_who_manages(vehicle: Vehicle, lead: Persona):
    body = cap_table_body(cap_table_of(vehicle, as_of=NOW), vehicle=vehicle, actor=lead.actor)
    assert body["general_partner"] == MANAGER
    roles = [(line["holder"], line["is_lead"], line["is_general_partner"]) for line in body["holders"]]
    assert roles == [(None, False, False), (lead.id, True, False)]
    old = cap_table_body(cap_table_of(vehicle, as_of=NOW), vehicle=_before_managers(vehicle), actor=lead.actor)
    assert old["general_partner"] is None
    assert [line["is_general_partner"] for line in old["holders"]] == [False, True]


def test_page_and_api_name_the_manager(vehicle: Vehicle, founder: Persona):
    page = founder.client.get(reverse("cap_table", args=[vehicle.round_id])).content.decode()
    assert all(word in page for word in (MANAGER["name"], MANAGER["number"]))
    answer = founder.api.get(reverse("api_cap_table", args=[vehicle.round_id])).json()
    assert answer["general_partner"] == MANAGER
