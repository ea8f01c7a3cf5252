"""What a raise that closes is asked about its vehicle: first what it is and holds, then who holds it."""

from datetime import timedelta

import pytest

from compliance.core.outcome import Outcome
from compliance.models import Determination
from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.ask_about_vehicle import ask_about_vehicle
from deals.core.closing import Standing
from deals.core.round import RoundSnapshot
from deals.models import Round
from deals.queries import standing_of_round
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def _led(founder: Persona, lead: Persona, follower: Persona, *, amount: str) -> tuple[RoundSnapshot, Standing]:
    row = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, amount)])
    return Round.objects.select_related("project").get(id=row.id).snapshot(), standing_of_round(row.id)


def test_what_is_paid_in_is_asked_first_and_then_the_holders(founder: Persona, lead: Persona, follower: Persona):
    before, standing = _led(founder, lead, follower, amount="16000000.00")
    with unit_of_work(actor=founder.actor, now=NOW):
        ruling = ask_about_vehicle(before=before, standing=standing)
    assert (ruling.facts_kind, ruling.verdict) == ("holders", Outcome.PERMIT)
    asked = Determination.objects.filter(subject_id=before.id, facts_kind="vehicle").latest("id").as_ruling()
    assert asked.facts["paid_in"] == {"amount": "20000000.00", "currency": "CNY"}
    assert (asked.facts["target"], asked.facts["raised_on"]) == ("single_target", None)


def test_the_first_refusal_ends_it_and_is_the_same_question_tomorrow(
    founder: Persona, lead: Persona, follower: Persona
):
    before, standing = _led(founder, lead, follower, amount="15999999.99")
    asked = []
    for now in (NOW, NOW + timedelta(days=1)):
        with unit_of_work(actor=founder.actor, now=now):
            asked.append(ask_about_vehicle(before=before, standing=standing))
    assert [(each.facts_kind, each.verdict) for each in asked] == [("vehicle", Outcome.REFER)] * 2
    assert asked[0].facts_hash == asked[1].facts_hash
    assert not Determination.objects.filter(subject_id=before.id, facts_kind="holders").exists()


def test_it_is_a_part_of_closing_and_nothing_by_itself(founder: Persona, lead: Persona, follower: Persona):
    before, standing = _led(founder, lead, follower, amount="16000000.00")
    with pytest.raises(OutsideWork):
        ask_about_vehicle(before=before, standing=standing)
