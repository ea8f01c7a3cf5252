"""The gate: the ruling is stored with the work that asked, and a refusal leaves an event under the verb of its gate."""

from uuid import uuid4

import pytest

from compliance.models import Determination
from crowdfund.db.work import OutsideWork, unit_of_work
from deals.actions.ask_rules import ask_rules
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from tests.events import recorded, verbs
from tests.factories.deals import COMPLETE, NOW, TODAY, TOO_SMALL_A_TICKET, deciding_officer

pytestmark = pytest.mark.django_db


def _snapshot(terms) -> RoundSnapshot:
    return RoundSnapshot(id=uuid4(), organisation_id=uuid4(), state=RoundState.DRAFT, version=1, terms=terms)


@pytest.mark.parametrize(("terms", "expected"), [(COMPLETE, []), (TOO_SMALL_A_TICKET, ["round.submission_refused"])])
def test_only_a_refusal_is_recorded_here(terms, expected: list[str]):
    before = _snapshot(terms)
    with recorded() as events, unit_of_work(actor=deciding_officer(), now=NOW):
        ruling = ask_rules(before=before, refused_verb="round.submission_refused", is_opening=False)
    assert verbs(events) == expected
    assert (ruling.subject_id, ruling.as_of) == (before.id, TODAY)
    assert Determination.objects.get(id=ruling.id).organisation_id == before.organisation_id


def test_nothing_is_asked_outside_of_a_unit_of_work():
    with pytest.raises(OutsideWork):
        ask_rules(before=_snapshot(COMPLETE), refused_verb="round.submission_refused", is_opening=False)
