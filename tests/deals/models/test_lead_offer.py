"""Each constraint of an offer to lead violated once by SQL, as the role the application runs as."""

from uuid import UUID

import psycopg2.errors
import pytest
from django.db import IntegrityError, connection, transaction

from crowdfund.kernel.ids import new_id
from deals.core.states import RoundState
from deals.models import LeadOffer, Round
from tests.factories.deals import NOW, make_round
from tests.factories.leads import make_accepted_offer, make_offer
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CHECKS = [
    ("state = 'dreamt'", "lead_offer_state_is_a_word"),
    ("amount = 0, deposit = 0", "lead_offer_amount_is_positive"),
    ("deposit = 0", "lead_offer_deposit_fits"),
    ("deposit = amount + 1", "lead_offer_deposit_fits"),
    ("carry = -0.0001", "lead_offer_carry_is_a_share"),
    ("carry = 1", "lead_offer_carry_is_a_share"),
    ("determination_id = NULL", "lead_offer_accepted_needs_determination"),
    ("accepted_at = NULL", "lead_offer_accepted_needs_determination"),
    ("state = 'confirmed', confirmed_at = NULL", "lead_offer_confirmed_has_its_instant"),
    ("funding_determination_id = NULL", "lead_offer_money_was_looked_through"),
    ("own_assets = 0", "lead_offer_own_assets_are_positive"),
    ("company_percent = 101", "lead_offer_percents_are_of_a_whole"),
    ("step_up_percent = -1", "lead_offer_percents_are_of_a_whole"),
]


@pytest.fixture
def row(founder: Persona) -> Round:
    """An open raise."""
    return make_round(founder, state=RoundState.OPEN)


def _violate(statement: str, number: UUID) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, [number])
    assert isinstance(refused.value.__cause__, psycopg2.errors.CheckViolation | psycopg2.errors.UniqueViolation)
    return str(refused.value.__cause__.diag.constraint_name)


@pytest.mark.parametrize(("change", "constraint"), CHECKS)
def test_the_database_refuses(row: Round, founder: Persona, lead: Persona, change: str, constraint: str):
    offer = make_accepted_offer(row, founder, lead)
    assert _violate(f"UPDATE deals_leadoffer SET {change} WHERE id = %s", offer.id) == constraint


def test_one_offer_is_accepted(row: Round, founder: Persona, lead: Persona, follower: Persona):
    second = make_offer(row, follower)
    make_accepted_offer(row, founder, lead)
    statement = (
        "UPDATE deals_leadoffer SET state = 'accepted', accepted_at = now(), determination_id ="
        " (SELECT determination_id FROM deals_leadoffer WHERE state = 'accepted') WHERE id = %s"
    )
    assert _violate(statement, second.id) == "lead_offer_one_accepted"


def test_one_offer_of_an_investor_stands(row: Round, lead: Persona):
    offer = make_offer(row, lead)
    again = LeadOffer.objects.get(id=offer.id)
    again.id = new_id(NOW)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        again.save(force_insert=True)
    assert "lead_offer_one_standing_per_investor" in str(refused.value)


def test_every_constraint_of_the_model_is_violated_above():
    unique = {"lead_offer_one_accepted", "lead_offer_one_standing_per_investor"}
    declared = {constraint.name for constraint in LeadOffer._meta.constraints}
    assert declared == unique | {constraint for _, constraint in CHECKS}


def test_the_desk_the_company_and_the_investor_see_an_offer(row: Round, personas: dict[str, Persona]):
    offer = make_offer(row, personas["lead"])
    seers = {name for name, persona in personas.items() if offer in LeadOffer.objects.visible_to(persona.actor)}
    assert seers == {"founder", "lead", "officer", "operator", "auditor"}
