"""How many partners the vehicle of a raise may have is asked with everybody who holds and whoever comes in."""

import pytest

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Determination
from deals.actions.subscribe import subscribe
from deals.core.states import RoundState
from deals.models import Project, Round, Subscription
from tests.events import recorded, rows_stay, verbs
from tests.factories.deals import NOW, changed, yuan
from tests.factories.holders import fill_places
from tests.factories.leads import CRUMB, certify, make_led_round, make_subscription
from tests.personas import Persona

pytestmark = pytest.mark.django_db

WIDE = changed(target=yuan("80000000.00"), minimum_raise=yuan("5000000.00"))


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    certify(follower)
    return make_led_round(founder, lead, terms=WIDE, amount="16000000.00")


def test_the_holders_and_the_newcomer_are_what_the_rules_see(row: Round, follower: Persona):
    fill_places(row, 2)
    with recorded() as events:
        make_subscription(row, follower)
    assert verbs(events) == ["subscription.reserved"]
    ruling = Determination.objects.get(id=events[0].after["head_count"]).as_ruling()
    assert (ruling.facts_kind, ruling.verdict) == ("holders", Outcome.PERMIT)
    assert ruling.facts["holders"] == [
        {"kind": "general_partner", "count": 1, "members": None},
        {"kind": "individual", "count": 3, "members": None},
    ]
    assert ruling.facts["adding"] == [{"kind": "individual", "count": 1, "members": None}]


def test_the_fifty_first_partner_is_refused_and_takes_no_room(row: Round, follower: Persona):
    fill_places(row, 48)
    with recorded() as events, rows_stay(Subscription, Round):
        done = subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    assert {finding.rule for finding in done.findings if finding.outcome is Outcome.DENY} == {
        "headcount.lp.2_50",
        "headcount.parallel_vehicles",
    }
    assert verbs(events) == ["subscription.refused"]
    assert Determination.objects.filter(id=done.determination_id).exists()


def test_raises_of_one_project_are_counted_together(row: Round, founder: Persona, lead: Persona, follower: Persona):
    beside = make_led_round(founder, lead, terms=WIDE, amount="16000000.00")
    Round.objects.filter(id=beside.id).update(project=Project.objects.get(rounds=row))
    fill_places(beside, 30)
    fill_places(row, 16)
    done = subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    (denied,) = [finding for finding in done.findings if finding.outcome is Outcome.DENY]
    assert (denied.rule, denied.measured, denied.limit) == ("headcount.parallel_vehicles", "51", "50")
    Round.objects.filter(id=beside.id).update(state=RoundState.FAILED, ended_at=NOW)
    assert not isinstance(subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB)), Refused)
