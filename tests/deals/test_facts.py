"""A raise in the words of the rules; what nobody stated is unknown, never a default."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from compliance.core.facts import FundTarget, LegalForm, ManagerKind, Passage, Reason, StepUp, Unknown, VehicleShare
from compliance.core.facts import Stage as WordOfTheBook
from deals.core.closing import Standing, Taken, standing_of
from deals.core.holders import Partners
from deals.core.lead import Pledge
from deals.core.money_moves import SubscriptionKind
from deals.core.round import ManagerForm, RoundSnapshot, Terms, VehicleForm
from deals.core.states import RoundState, SubscriptionState
from deals.facts import (
    closing_facts,
    filing_facts,
    holder_facts,
    lead_facts,
    round_facts,
    subscription_facts,
    text_facts,
    vehicle_facts,
)
from tests.factories.deals import COMPLETE, HALF_FILLED, TODAY, changed, yuan
from tests.factories.leads import FIFTH, RICH, pledge


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
    facts = lead_facts(_snapshot(COMPLETE), pledge=pledge(step_up_percent=Decimal(25)))
    assert (facts.round_target, facts.lead_commitment) == (COMPLETE.target, yuan(FIFTH))
    assert facts.stage == WordOfTheBook.A_B
    assert (facts.allocated_amount, facts.vehicle, facts.tainted_amount) == (None, None, None)
    assert facts.step_up == StepUp(to_percent=Decimal(25), is_met=None)
    assert facts.lead_assets == yuan(RICH)


def test_what_a_lead_did_not_say_is_unknown():
    facts = lead_facts(_snapshot(HALF_FILLED), pledge=Pledge(amount=yuan("1.00")))
    unknown = (facts.round_target, facts.lead_assets, facts.company_percent)
    assert unknown == (Unknown(Reason.NOT_STATED),) * 3
    assert facts.step_up is None, "no right to add is known, not missing"


def _standing(lead: str, follower: str) -> Standing:
    paid = [(SubscriptionKind.LEAD, lead), (SubscriptionKind.FOLLOWER, follower)]
    return standing_of(
        Taken(id=uuid4(), investor_id=uuid4(), kind=kind, state=SubscriptionState.PAID, amount=yuan(amount))
        for kind, amount in paid
    )


def test_at_closing_the_lead_is_measured_over_what_is_allocated_and_in_its_vehicle():
    standing = _standing(FIFTH, "12000000.00")
    facts = closing_facts(_snapshot(COMPLETE), pledge=pledge(), standing=standing)
    assert (facts.lead_commitment, facts.allocated_amount) == (yuan(FIFTH), yuan("16000000.00"))
    assert facts.round_target == COMPLETE.target, "both moments gate"
    whole, own, nothing = yuan("16000000.00"), yuan(FIFTH), yuan("0.00")
    assert facts.vehicle == VehicleShare(capital=whole, as_general_partner=nothing, as_limited_partner=own)
    alone = closing_facts(_snapshot(changed(manager_form=None)), pledge=pledge(), standing=standing)
    assert alone.vehicle == VehicleShare(capital=whole, as_general_partner=own, as_limited_partner=nothing)


def test_a_raise_without_its_lead_knows_nothing_about_it():
    facts = closing_facts(_snapshot(COMPLETE), pledge=None, standing=standing_of([]))
    assert facts.lead_commitment == facts.lead_assets == Unknown(Reason.NOT_STATED)


@pytest.mark.parametrize("is_certified", [True, False])
def test_a_subscription_names_its_amount_and_its_investor_s_certification(is_certified: bool):
    facts = subscription_facts(_snapshot(COMPLETE), amount=yuan("1000000.00"), is_certified=is_certified)
    assert (facts.amount, facts.is_certified) == (yuan("1000000.00"), is_certified)
    assert facts.vehicle_form is LegalForm.LIMITED_PARTNERSHIP
    unknown = subscription_facts(_snapshot(HALF_FILLED), amount=yuan("1.00"), is_certified=is_certified)
    assert unknown.vehicle_form == Unknown(Reason.NOT_STATED)


def test_the_manager_is_general_partner_and_manages():
    facts = vehicle_facts(_snapshot(COMPLETE), paid_in=None)
    assert facts.manager is facts.general_partner is ManagerKind.COMPANY
    assert (facts.manager_is_registered, facts.paid_in, facts.filed_on, facts.splits_income_rights) == (
        True,
        None,
        None,
        False,
    )


def test_a_manager_whom_nobody_stated_is_unknown():
    facts = vehicle_facts(_snapshot(HALF_FILLED), paid_in=yuan("1.00"))
    assert facts.manager == facts.general_partner == facts.manager_is_registered == Unknown(Reason.NOT_STATED)
    assert facts.splits_income_rights == Unknown(Reason.NOT_STATED)
    assert (facts.paid_in, facts.target) == (yuan("1.00"), FundTarget.SINGLE_TARGET)


@pytest.mark.parametrize("filed_on", [None, TODAY])
def test_the_filing_is_asked_with_the_day_of_the_closing(filed_on: date | None):
    facts = filing_facts(_snapshot(COMPLETE), raised_on=TODAY, filed_on=filed_on)
    assert (facts.vehicle_form, facts.raised_on, facts.filed_on) == (LegalForm.LIMITED_PARTNERSHIP, TODAY, filed_on)


@pytest.mark.parametrize("splits", [True, False])
def test_whether_rights_are_split_is_what_the_company_answered(splits: bool):
    facts = vehicle_facts(_snapshot(changed(splits_rights=splits)), paid_in=None)
    assert facts.splits_income_rights is splits


@pytest.mark.parametrize("form", ManagerForm)
def test_every_manager_has_its_kind(form: ManagerForm):
    assert vehicle_facts(_snapshot(changed(manager_form=form)), paid_in=None).manager is ManagerKind(form.value)


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
