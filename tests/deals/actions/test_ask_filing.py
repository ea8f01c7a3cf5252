"""A vehicle that is not filed in time stops what its company does next; a late one needs a release."""

from datetime import timedelta

import pytest

from compliance.core.outcome import Outcome
from compliance.core.verdict import Refused
from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.ask_filing import ask_filing, unfiled_vehicle_of
from deals.actions.open_round import open_round
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.models import Round, Vehicle
from tests.events import recorded, verbs
from tests.factories.closing import Part, make_vehicle
from tests.factories.compliance import make_clearance
from tests.factories.deals import COMPLETE, NOW, TODAY, company_of, make_round
from tests.factories.filings import file_vehicle
from tests.personas import Persona

pytestmark = pytest.mark.django_db

OVERDUE = NOW + timedelta(days=50)


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    return make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])


def test_the_day_by_which_to_file_is_kept_at_the_closing(vehicle: Vehicle):
    assert vehicle.filing_due_on is not None
    assert 20 < (vehicle.filing_due_on - TODAY).days < 45


def test_the_next_raise_waits_for_the_filing(founder: Persona, officer: Persona, vehicle: Vehicle):
    row = make_round(founder, state=RoundState.APPROVED)
    with recorded() as events:
        refused = open_round(actor=founder.actor, now=OVERDUE, round_id=row.id)
    assert isinstance(refused, Refused)
    worst = refused.findings[0]
    assert (refused.verdict, worst.rule, worst.citation.article) == (Outcome.DENY, "fund.filing.20wd", "22")
    assert verbs(events) == ["round.opening_refused"]
    assert Round.objects.get(id=row.id).state == "approved"
    file_vehicle(vehicle, officer=officer, now=OVERDUE)
    late = open_round(actor=founder.actor, now=OVERDUE, round_id=row.id)
    assert isinstance(late, Refused)
    assert late.verdict is Outcome.WARN
    make_clearance(late.determination_id, requested_by=founder.user, now=OVERDUE)
    assert isinstance(open_round(actor=founder.actor, now=OVERDUE, round_id=row.id), RoundSnapshot)


def test_a_vehicle_that_is_still_in_time_or_was_filed_stops_nothing(
    founder: Persona, officer: Persona, vehicle: Vehicle
):
    for now in (NOW, OVERDUE):
        with unit_of_work(actor=founder.actor, now=now):
            assert unfiled_vehicle_of(company_of(founder).id) is None
        if now is NOW:
            file_vehicle(vehicle, officer=officer)


def test_another_company_does_not_wait(lead: Persona, vehicle: Vehicle):
    with unit_of_work(actor=lead.actor, now=OVERDUE):
        assert unfiled_vehicle_of(company_of(lead).id) is None


def test_it_is_a_part_of_other_verbs(vehicle: Vehicle):
    raised = vehicle.round.snapshot()
    assert raised.terms == COMPLETE
    with pytest.raises(OutsideWork):
        ask_filing(raised, raised_on=TODAY, filed_on=None)
