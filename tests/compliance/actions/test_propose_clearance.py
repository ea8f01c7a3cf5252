"""One officer proposes to lift a warning."""

from datetime import timedelta

import pytest

from compliance.actions.propose_clearance import propose_clearance
from compliance.core.outcome import Outcome
from compliance.models import Clearance
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound, StepUpRequired
from tests.compliance.questions import NOW, TODAY
from tests.events import nothing_changes, recorded, verbs
from tests.factories.compliance import make_clearance_request

UNTIL = TODAY + timedelta(days=10)


def propose(who, row, *, opinion="Sound.", until=UNTIL):
    propose_clearance(actor=who.actor, now=NOW, clearance_id=row.id, opinion=opinion, expires_on=until)


def test_it_waits_for_another_officer(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    with recorded() as events:
        propose(officer, row)
    row.refresh_from_db()
    assert (row.state, row.proposed_by_id, row.expires_on, row.decided_by_id) == ("proposed", officer.id, UNTIL, None)
    assert verbs(events) == ["clearance.proposed"]
    with pytest.raises(IllegalMove):
        propose(officer, row)


def test_the_day_and_the_opinion_are_needed(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    for wrong in ({"opinion": " "}, {"until": TODAY}, {"until": TODAY + timedelta(days=91)}):
        with nothing_changes(Clearance), pytest.raises(Invalid):
            propose(officer, row, **wrong)


def test_only_an_officer_with_a_fresh_factor_does(founder, officer, stranger):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    with nothing_changes(Clearance), pytest.raises(NotFound):
        propose(stranger, row)
    with nothing_changes(Clearance), pytest.raises(NotAuthorised):
        propose(founder, row)
    with nothing_changes(Clearance), pytest.raises(StepUpRequired):
        propose(officer.step_down(), row)
