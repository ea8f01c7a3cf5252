"""An officer leaves a finding as it was and says why."""

import pytest

from compliance.actions.decline_clearance import decline_clearance
from compliance.core.outcome import Outcome
from compliance.models import Clearance
from crowdfund.kernel.errors import IllegalMove, Invalid
from tests.compliance.questions import NOW
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.compliance import make_clearance_request


def decline(who, row, opinion="The figures are not shown."):
    decline_clearance(actor=who.actor, now=NOW, clearance_id=row.id, opinion=opinion)


def test_the_asker_is_told_why(founder, officer):
    row = make_clearance_request(founder.actor, Outcome.WARN)
    with nothing_changes(Clearance), pytest.raises(Invalid):
        decline(officer, row, " ")
    with recorded() as events:
        decline(officer, row)
    row.refresh_from_db()
    assert (row.state, row.opinion, row.granted_on) == ("declined", "The figures are not shown.", None)
    assert (verbs(events), told(events[0])) == (["clearance.declined"], {founder.id})
    with pytest.raises(IllegalMove):
        decline(officer, row)
