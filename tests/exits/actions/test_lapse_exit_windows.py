"""A proposal that nobody answers lapses, once, and opens nothing."""

from datetime import timedelta

import pytest

from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from deals.models import Vehicle
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.lapse_exit_windows import lapse_exit_windows
from exits.models import ExitWindow
from exits.queries import proposals_to_lapse
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.closing import PLATFORM
from tests.factories.deals import NOW
from tests.factories.exits import AFTERWARDS, make_proposal
from tests.personas import Persona

pytestmark = pytest.mark.django_db

DAY = legal_day(AFTERWARDS)
LAST_DAY = DAY - timedelta(days=1)


def test_it_lapses_on_the_day_after_its_last_once(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    assert proposals_to_lapse(day=LAST_DAY, now=AFTERWARDS, after=None, limit=5) == []
    assert proposals_to_lapse(day=DAY, now=AFTERWARDS, after=None, limit=5) == [window.id]
    assert lapse_exit_windows(actor=PLATFORM, now=AFTERWARDS, day=LAST_DAY, keys=[window.id]) == 0
    with recorded() as events:
        assert lapse_exit_windows(actor=PLATFORM, now=AFTERWARDS, day=DAY, keys=[window.id]) == 1
    assert lapse_exit_windows(actor=PLATFORM, now=AFTERWARDS, day=DAY, keys=[window.id]) == 0
    stored = ExitWindow.objects.get(id=window.id)
    assert (stored.state, stored.ended_at) == ("lapsed", AFTERWARDS)
    assert verbs(events) == ["exit_window.lapsed"]
    assert told(events[0]) == {founder.id, buyer.id}


def test_what_was_answered_in_time_stays(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    consent_to_exit_window(actor=buyer.actor, now=NOW, window_id=window.id, capacity_units=1)
    assert lapse_exit_windows(actor=PLATFORM, now=AFTERWARDS, day=DAY, keys=[window.id]) == 0
    assert ExitWindow.objects.get(id=window.id).state == "open"


def test_people_do_not_let_it_lapse(founder: Persona, buyer: Persona, vehicle: Vehicle):
    window = make_proposal(founder, buyer, vehicle)
    actor = founder.actor
    with nothing_changes(ExitWindow), pytest.raises(NotAuthorised):
        lapse_exit_windows(actor=actor, now=AFTERWARDS, day=DAY, keys=[window.id])
