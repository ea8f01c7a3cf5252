"""A raise in the words of the rules; what nobody stated is unknown, never a default."""

from uuid import uuid4

import pytest

from compliance.core.facts import Basis, LegalForm, ManagerKind, Passage, Reason, Unknown
from deals.core.holders import Partners
from deals.core.round import ManagerForm, RoundSnapshot, Terms, VehicleForm
from deals.core.states import RoundState
from deals.facts import holder_facts, lead_facts, round_facts, subscription_facts, text_facts, vehicle_facts
from tests.factories.deals import COMPLETE, HALF_FILLED, TODAY, changed, yuan


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


def test_the_manager_is_general_partner_and_manages():
    facts = vehicle_facts(_snapshot(COMPLETE), raised_on=None)
    assert facts.manager is facts.general_partner is ManagerKind.COMPANY
    assert (facts.manager_is_registered, facts.paid_in, facts.filed_on, facts.splits_income_rights) == (
        True,
        None,
        None,
        False,
    )


def test_a_manager_whom_nobody_stated_is_unknown():
    facts = vehicle_facts(_snapshot(HALF_FILLED), raised_on=TODAY)
    assert facts.manager == facts.general_partner == facts.manager_is_registered == Unknown(Reason.NOT_STATED)
    assert facts.raised_on == TODAY


@pytest.mark.parametrize("form", ManagerForm)
def test_every_manager_has_its_kind(form: ManagerForm):
    assert vehicle_facts(_snapshot(changed(manager_form=form)), raised_on=None).manager is ManagerKind(form.value)


def test_without_a_manager_the_lead_is_recorded_as_general_partner():
    partners = Partners(has_lead=True, followers=2)
    kinds = [
        [(holder.kind.value, holder.count) for holder in facts.holders]
        for terms in (COMPLETE, changed(manager_form=None))
        if isinstance((facts := holder_facts(_snapshot(terms), partners=partners, beside=(), adding=1)).holders, tuple)
    ]
    assert kinds == [
        [("general_partner", 1), ("individual", 3)],
        [("general_partner", 1), ("individual", 2)],
    ]


def test_the_texts_of_a_raise_are_asked_word_for_word():
    facts = text_facts(_snapshot(COMPLETE))
    assert facts.passages == (
        Passage(place="title", text=COMPLETE.title),
        Passage(place="summary", text=COMPLETE.summary),
    )
