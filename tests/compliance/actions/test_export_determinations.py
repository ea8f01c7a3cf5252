"""Taking determinations out of the platform leaves a trace."""

import pytest

from compliance.actions.export_determinations import export_determinations
from compliance.core.outcome import Outcome
from compliance.core.search import Wanted
from crowdfund.kernel.errors import NotAuthorised
from tests.compliance.questions import NOW
from tests.events import recorded, verbs
from tests.factories.compliance import make_determination


def export(who):
    return list(export_determinations(actor=who.actor, now=NOW, wanted=Wanted(outcome=Outcome.DENY), form="csv"))


def test_what_fits_is_handed_out_and_recorded(founder, officer):
    row = make_determination(founder.actor, Outcome.DENY)
    make_determination(founder.actor, Outcome.PERMIT)
    with recorded() as events:
        assert [each.id for each in export(officer)] == [row.id]
    assert verbs(events) == ["determinations.exported"]
    assert events[0].after == {
        "form": "csv",
        "outcome": "DENY",
        "rule": "",
        "kind": "",
        "subject": None,
        "since": None,
        "until": None,
    }


def test_only_the_office_exports(founder):
    with pytest.raises(NotAuthorised):
        export(founder)
