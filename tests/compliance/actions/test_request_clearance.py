"""Whoever was stopped asks in writing; what is final is not asked for."""

import pytest

from compliance.actions.request_clearance import request_clearance
from compliance.core.clearance import ClearanceWaiting, NotClearable
from compliance.core.outcome import Outcome
from compliance.models import Clearance
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound
from tests.compliance.questions import NOW
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.compliance import make_determination


def ask(who, row, reason="The lead knows this industry."):
    return request_clearance(actor=who.actor, now=NOW, determination_id=row.id, reason=reason)


def test_what_stops_is_asked_for_and_officers_are_told(founder, officer):
    row = make_determination(founder.actor, Outcome.WARN, Outcome.PERMIT, organisation_id=founder.organisation.id)
    with recorded() as events:
        clearance = Clearance.objects.get(id=ask(founder, row, "  Sound.  "))
    assert (clearance.reason, clearance.needs_two, clearance.state) == ("Sound.", True, "requested")
    assert [each.rule for each in clearance.cleared()] == ["made.up_0"]
    assert verbs(events) == ["clearance.requested"]
    assert officer.id in told(events[0])
    assert events[0].reason == "Sound."


def test_what_is_final_has_no_clearance(founder):
    for outcomes in ((Outcome.DENY, Outcome.WARN), (Outcome.PERMIT,)):
        row = make_determination(founder.actor, *outcomes)
        with nothing_changes(Clearance), pytest.raises(NotClearable):
            ask(founder, row)


def test_it_is_asked_once_and_with_a_reason(founder):
    row = make_determination(founder.actor, Outcome.REFER)
    with nothing_changes(Clearance), pytest.raises(Invalid):
        ask(founder, row, "   ")
    ask(founder, row)
    with nothing_changes(Clearance), pytest.raises(ClearanceWaiting):
        ask(founder, row)


def test_nobody_else_asks(founder, stranger, officer):
    row = make_determination(founder.actor, Outcome.REFER)
    with nothing_changes(Clearance), pytest.raises(NotFound):
        ask(stranger, row)
    with nothing_changes(Clearance), pytest.raises(NotAuthorised):
        ask(officer, row)
