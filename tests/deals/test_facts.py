"""A raise in the words of the rules; what nobody stated is unknown, never a default."""

from uuid import uuid4

import pytest

from compliance.core.facts import Basis, LegalForm, Reason, Unknown
from deals.core.round import RoundSnapshot, Terms, VehicleForm
from deals.core.states import RoundState
from deals.facts import lead_facts, round_facts, subscription_facts
from tests.factories.deals import COMPLETE, HALF_FILLED, changed, yuan


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


def test_an_offer_is_measured_against_the_target_at_opening():
    facts = lead_facts(_snapshot(COMPLETE), commitment=yuan("4000000.00"))
    assert (facts.base, facts.commitment, facts.basis) == (COMPLETE.target, yuan("4000000.00"), Basis.OPENING)
    assert lead_facts(_snapshot(HALF_FILLED), commitment=yuan("1.00")).base == Unknown(Reason.NOT_STATED)


@pytest.mark.parametrize("is_certified", [True, False])
def test_a_subscription_names_its_amount_and_its_investor_s_certification(is_certified: bool):
    facts = subscription_facts(_snapshot(COMPLETE), amount=yuan("1000000.00"), is_certified=is_certified)
    assert (facts.amount, facts.is_certified) == (yuan("1000000.00"), is_certified)
    assert facts.vehicle_form is LegalForm.LIMITED_PARTNERSHIP
    unknown = subscription_facts(_snapshot(HALF_FILLED), amount=yuan("1.00"), is_certified=is_certified)
    assert unknown.vehicle_form == Unknown(Reason.NOT_STATED)
