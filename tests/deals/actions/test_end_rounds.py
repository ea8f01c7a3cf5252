"""The sweep "closing-day": what is over closes or fails, once."""

from datetime import datetime

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.actions.run_sweep import SweepReport, run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals.core.states import RoundState
from deals.models import Round
from tests.factories.closing import PLATFORM, Part, day_after_the_last, make_led_round
from tests.factories.deals import NOW, make_round
from tests.personas import Persona

pytestmark = pytest.mark.django_db(transaction=True)


def _sweep(now: datetime) -> SweepReport:
    sweep = installed_sweeps()["closing-day"]
    return run_sweep(actor=PLATFORM, now=now, sweep=sweep, day=legal_day(now))


def test_the_day_after_some_close_and_some_fail(founder: Persona, lead: Persona, follower: Persona):
    reached = make_led_round(founder, [Part.of(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    short = make_led_round(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "1000000.00")])
    unled = make_round(founder, state=RoundState.OPEN)
    too_much_lead = make_led_round(founder, [Part.of(lead, "9000000.00"), Part.of(follower, "1000000.00")])
    assert _sweep(NOW).keys == 0
    report = _sweep(day_after_the_last())
    assert (report.keys, report.effects) == (4, 3)
    states = dict(Round.objects.values_list("id", "state"))
    assert states == {reached.id: "closed", short.id: "failed", unled.id: "failed", too_much_lead.id: "led"}
    again = _sweep(day_after_the_last())
    assert (again.keys, again.effects) == (1, 0)
