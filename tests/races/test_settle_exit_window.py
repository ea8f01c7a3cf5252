"""The sweep and a member settle the same window at the same moment."""

from typing import Any
from uuid import UUID

import pytest

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove
from crowdfund.ledger.models import Entry
from deals.queries import cap_table_of
from exits.actions import settle_exit_window as settling
from exits.core.window import WindowSnapshot
from exits.locks import lock_window
from exits.models import ExitElection, ExitWindow
from tests.factories.closing import PLATFORM, Part, make_vehicle
from tests.factories.exits import AFTERWARDS, make_window
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def _read_without_lock(window_id: UUID, *, seen_by: Actor) -> ExitWindow:
    return ExitWindow.objects.select_related("vehicle__round__project").get(id=window_id)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Meeting:
    """Let both go on from the read together; the parameter is the read. Without the lock nothing else holds either."""
    place = Meeting()
    monkeypatch.setattr(settling, "lock_window", place.after(request.param))
    return place


def _settle_at_once(founder: Persona, lead: Persona, follower: Persona) -> tuple[list[Any], ExitWindow]:
    vehicle = make_vehicle(founder, [Part.of(lead, "2000000.00"), Part.of(follower, "3000000.00")])
    window = make_window(founder, vehicle)
    ExitElection.objects.filter(holder_id=follower.id).update(portion=100)
    member = founder.actor
    results = at_once(
        lambda: settling.settle_exit_window(actor=PLATFORM, now=AFTERWARDS, window_id=window.id),
        lambda: settling.settle_exit_window(actor=member, now=AFTERWARDS, window_id=window.id),
    )
    return list(results), ExitWindow.objects.select_related("vehicle").get(id=window.id)


@pytest.mark.parametrize("meeting", [_read_without_lock], indirect=True, ids=["unlocked"])
def test_the_control_without_the_lock_both_go_on_and_only_the_ledger_holds(
    founder: Persona, lead: Persona, follower: Persona, meeting: Meeting
):
    results, window = _settle_at_once(founder, lead, follower)
    assert meeting.met
    assert [type(result) for result in results] == [WindowSnapshot, WindowSnapshot], "both believed they had settled"
    assert Entry.objects.filter(key=f"exit:{window.id}").count() == 1


@pytest.mark.parametrize("meeting", [lock_window], indirect=True, ids=["locked"])
def test_under_the_lock_one_settles_and_the_other_is_told(
    founder: Persona, lead: Persona, follower: Persona, meeting: Meeting
):
    results, window = _settle_at_once(founder, lead, follower)
    assert not meeting.met
    assert sorted(type(result).__name__ for result in results) == [IllegalMove.__name__, WindowSnapshot.__name__]
    units = {line.holder_id: line.units for line in cap_table_of(window.vehicle, as_of=AFTERWARDS).lines}
    assert units == {lead.id: 200_000_000, follower.id: 200_000_000, window.id: 100_000_000}
