"""People are told of a filing that is due: a week before, on the day, and the day after it; each once."""

from datetime import datetime, timedelta

import pytest

from compliance.core.outcome import Outcome
from compliance.models import Determination
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import SweepReport, run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals.actions.tell_of_filings import tell_of_filings
from deals.core.filing import FilingNotice
from deals.models import Vehicle
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.deals import NOW, TODAY
from tests.factories.filings import file_vehicle
from tests.personas import Persona

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vehicle(founder: Persona, lead: Persona, follower: Persona) -> Vehicle:
    return make_vehicle(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])


def _at(vehicle: Vehicle, days: int) -> datetime:
    """Return an instant so many days after the last day to file."""
    assert vehicle.filing_due_on is not None
    return NOW + (vehicle.filing_due_on - TODAY) + timedelta(days=days)


def _sweep(now: datetime) -> SweepReport:
    sweep = installed_sweeps()["vehicle-filings"]
    return run_sweep(actor=PLATFORM, now=now, sweep=sweep, day=legal_day(now))


def test_each_is_told_once_and_the_last_one_is_a_refusal_of_the_rules(
    founder: Persona, officer: Persona, vehicle: Vehicle
):
    assert _sweep(_at(vehicle, -8)).keys == 0
    for days, verb, verdict in (
        (-7, "vehicle.filing_due_soon", Outcome.ADVISE),
        (0, "vehicle.filing_due_today", Outcome.ADVISE),
        (1, "vehicle.filing_overdue", Outcome.DENY),
    ):
        with recorded() as events:
            assert _sweep(_at(vehicle, days)).effects == 1
            assert _sweep(_at(vehicle, days)).keys == 0
        (event,) = [each for each in events if each.verb.startswith("vehicle.")]
        assert (event.verb, event.after["verdict"]) == (verb, verdict)
        assert told(event) == {founder.id, officer.id}
        asked = Determination.objects.get(id=event.after["determination"]).as_ruling()
        assert (asked.facts_kind, asked.subject_id) == ("filing", vehicle.round_id)
    assert _sweep(_at(vehicle, 40)).keys == 0


def test_a_clock_that_jumped_tells_only_the_gravest(vehicle: Vehicle):
    with recorded() as events:
        _sweep(_at(vehicle, 3))
    assert [verb for verb in verbs(events) if verb.startswith("vehicle.")] == ["vehicle.filing_overdue"]
    assert Vehicle.objects.get(id=vehicle.id).filing_told == FilingNotice.OVERDUE


def test_of_a_filed_vehicle_nobody_is_told(officer: Persona, vehicle: Vehicle):
    file_vehicle(vehicle, officer=officer)
    now = _at(vehicle, 1)
    assert _sweep(now).keys == 0
    assert tell_of_filings(actor=PLATFORM, now=now, day=legal_day(now), keys=[vehicle.id]) == 0


def test_only_the_platform_reminds(officer: Persona, vehicle: Vehicle):
    now, actor = _at(vehicle, 0), officer.actor
    with nothing_changes(Vehicle), pytest.raises(NotAuthorised):
        tell_of_filings(actor=actor, now=now, day=legal_day(now), keys=[vehicle.id])
