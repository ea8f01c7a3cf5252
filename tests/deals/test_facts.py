"""A raise in the words of the rules; what nobody stated is unknown, never a default."""

from uuid import uuid4

import pytest

from compliance.core.facts import LegalForm, Reason, Unknown
from deals.core.round import RoundSnapshot, Terms, VehicleForm
from deals.core.states import RoundState
from deals.facts import round_facts
from tests.factories.deals import COMPLETE, HALF_FILLED, changed


def _snapshot(terms: Terms) -> RoundSnapshot:
    return RoundSnapshot(id=uuid4(), organisation_id=uuid4(), state=RoundState.DRAFT, version=1, terms=terms)


@pytest.mark.parametrize("form", VehicleForm)
def test_every_vehicle_has_its_legal_form(form: VehicleForm):
    facts = round_facts(_snapshot(changed(vehicle_form=form)))
    assert facts.vehicle_form is LegalForm(form.value)
    assert facts.minimum_ticket == COMPLETE.minimum_ticket


def test_what_is_not_stated_is_unknown():
    facts = round_facts(_snapshot(HALF_FILLED))
    assert facts.minimum_ticket == facts.vehicle_form == Unknown(Reason.NOT_STATED)
