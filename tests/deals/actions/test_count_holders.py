"""How many partners the vehicle of a raise may have is asked with everybody who holds and whoever comes in."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from compliance.core.certification import EvidenceKind, InstitutionForm
from compliance.core.declaration import NOTHING_DECLARED
from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from compliance.models import Certification, Determination
from crowdfund.accounts.core.roles import Role
from deals.actions.subscribe import subscribe
from deals.core.states import RoundState
from deals.models import Project, Round, Subscription
from tests.events import recorded, rows_stay, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_assessment, make_certification
from tests.factories.deals import NOW, TODAY, changed, yuan
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


def pool(count: int) -> dict[str, Any]:
    """Return what a partnership applies with that pools the money of so many."""
    declared = replace(
        NOTHING_DECLARED,
        institution=InstitutionForm.POOLING_VEHICLE,
        final_investors=count,
        unqualified_investors=0,
    )
    return {"evidence": EvidenceKind.NET_ASSETS, "declaration": declared}


def newcomer(name: str, **application: Any) -> Persona:
    persona = Persona(make_user(f"{name}@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_certification(persona.user, now=NOW, **application)
    make_assessment(persona.user)
    return persona


def test_everybody_behind_a_vehicle_that_pools_is_counted(row: Round, follower: Persona):
    partnership = newcomer("partnership", **pool(30))
    make_subscription(row, partnership)
    fill_places(row, 17)
    stored = make_subscription(row, follower)
    ruling = Determination.objects.filter(facts_kind="holders").latest("id").as_ruling()
    assert stored.state == "reserved"
    assert {
        "kind": "unfiled_vehicle",
        "count": 1,
        "members": [{"kind": "individual", "count": 30, "members": None}],
    } in (ruling.facts["holders"])
    (counted,) = [each for each in ruling.findings if each.rule == "headcount.lp.2_50"]
    assert counted.measured == "50", "the manager, the lead, thirty behind one, seventeen followers, the newcomer"


def test_a_vehicle_with_too_many_behind_it_does_not_come_in(row: Round):
    fill_places(row, 20)
    partnership = newcomer("partnership", **pool(29))
    with rows_stay(Subscription, Round):
        done = subscribe(actor=partnership.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    assert ("headcount.lp.2_50", "51") in {(each.rule, each.measured) for each in done.findings}
    smaller = newcomer("smaller", **pool(28))
    assert make_subscription(row, smaller).state == "reserved"


@pytest.mark.parametrize(
    ("evidence", "kind"),
    [
        (EvidenceKind.FILED_PLAN, "filed_fund"),
        (EvidenceKind.PENSION_OR_CHARITY, "deemed_plan"),
        (EvidenceKind.NET_ASSETS, "company"),
    ],
)
def test_plans_and_companies_count_as_one(row: Round, evidence: EvidenceKind, kind: str):
    declared = replace(NOTHING_DECLARED, institution=InstitutionForm.COMPANY, final_investors=None)
    make_subscription(row, newcomer("institution", evidence=evidence, declaration=declared))
    ruling = Determination.objects.filter(facts_kind="holders").latest("id").as_ruling()
    assert ruling.facts["adding"] == [{"kind": kind, "count": 1, "members": None}]


def test_an_institution_of_which_nobody_said_who_stands_behind_it_is_referred(row: Round):
    institution = newcomer("older", **pool(2))
    Certification.objects.filter(user_id=institution.id).update(counts_as=None, final_investors=None)
    done = subscribe(actor=institution.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    assert done.verdict is Outcome.REFER


def test_what_was_certified_last_counts(row: Round, follower: Persona):
    partnership = newcomer("partnership", **pool(10))
    make_subscription(row, partnership)
    make_certification(partnership.user, on=TODAY + timedelta(days=1), now=NOW, **pool(11))
    make_subscription(row, follower)
    ruling = Determination.objects.filter(facts_kind="holders").latest("id").as_ruling()
    assert ruling.facts["holders"][-1]["members"] == [{"kind": "individual", "count": 11, "members": None}]


def test_a_lead_that_pools_is_looked_through_too(founder: Persona, lead: Persona, follower: Persona):
    certify(follower)
    make_certification(lead.user, now=NOW, **pool(5))
    row = make_led_round(founder, lead, terms=WIDE, amount="16000000.00")
    make_subscription(row, follower)
    ruling = Determination.objects.filter(facts_kind="holders").latest("id").as_ruling()
    (counted,) = [each for each in ruling.findings if each.rule == "headcount.lp.2_50"]
    assert counted.measured == "7", "the manager, five behind the lead, the follower"
