"""What a follower is allocated is nothing, or at least the ticket of the regime: asked again at closing."""

from dataclasses import replace
from uuid import uuid4

import pytest

from compliance.core.outcome import Outcome
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from crowdfund.accounts.core.roles import Role
from crowdfund.db.work import unit_of_work
from deals.actions import ask_to_close as gates
from deals.actions.close_round import close_round
from deals.actions.retest_tickets import retest_tickets
from deals.core.captable import Contribution
from deals.core.closing import Standing
from deals.core.round import VehicleForm
from deals.models import Round, Vehicle
from tests.events import rows_stay
from tests.factories.accounts import make_user
from tests.factories.closing import PLATFORM, Part, make_led_round
from tests.factories.deals import COMPLETE, NOW, make_round, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def standing(*followers: str) -> Standing:
    parts = [("9000000.00", True), *((amount, False) for amount in followers)]
    paid = tuple(
        Contribution(subscription_id=uuid4(), investor_id=uuid4(), amount=yuan(amount), is_lead=is_lead)
        for amount, is_lead in parts
    )
    return Standing(paid=paid, unpaid=())


def retest(row: Round, *followers: str, form: VehicleForm | None = VehicleForm.LIMITED_PARTNERSHIP) -> Ruling | None:
    before = replace(row.snapshot(), terms=replace(COMPLETE, vehicle_form=form))
    with unit_of_work(actor=PLATFORM, now=NOW):
        return retest_tickets(before=before, standing=standing(*followers))


@pytest.mark.parametrize(
    ("followers", "verdict"),
    [
        (["1000000.00", "3000000.00"], Outcome.PERMIT),
        (["3000000.00", "999999.99"], Outcome.DENY),
        (["1000000.00"], Outcome.PERMIT),
    ],
)
def test_the_smallest_allocation_speaks_for_all(founder: Persona, followers: list[str], verdict: Outcome):
    ruling = retest(make_round(founder), *followers)
    assert ruling is not None
    assert ruling.verdict is verdict


def test_without_followers_nothing_is_asked(founder: Persona):
    assert retest(make_round(founder)) is None


@pytest.mark.parametrize("form", [None, VehicleForm.JOINT_STOCK_COMPANY])
def test_of_a_vehicle_without_a_known_regime_the_other_rules_refer(founder: Persona, form: VehicleForm | None):
    assert retest(make_round(founder), "1.00", form=form) is None


def parts(lead: Persona, follower: Persona) -> list[Part]:
    """Return a raise of twenty million in which one follower would get a fen less than the ticket."""
    third = Persona(make_user("third@example.com", roles=[Role.INVESTOR], is_checked=True))
    return [Part.of(lead, "5000000.00"), Part.of(follower, "14000000.01"), Part.of(third, "999999.99")]


def test_a_raise_in_which_somebody_would_get_less_does_not_close(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, parts(lead, follower))
    with rows_stay(Round, Vehicle):
        done = close_round(actor=founder.actor, now=NOW, round_id=row.id)
    assert isinstance(done, Refused)
    assert done.findings[0].rule == "subscription.private_fund_2014.ticket"


def test_without_the_question_it_would_close(
    founder: Persona, lead: Persona, follower: Persona, monkeypatch: pytest.MonkeyPatch
):
    """Control: nothing else stands in the way of the raise above."""
    monkeypatch.setattr(gates, "retest_tickets", lambda **_: None)
    row = make_led_round(founder, parts(lead, follower))
    assert not isinstance(close_round(actor=founder.actor, now=NOW, round_id=row.id), Refused)
