"""Two officers decide on the same raise at the same moment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest

from compliance.core.verdict import Refused
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import IllegalMove, NotFound
from deals.actions import approve_round as approving
from deals.actions import return_round as returning
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.locks import lock_round
from deals.models import Round
from tests.factories.deals import NOW, deciding_officer, make_round
from tests.personas import Persona
from tests.races.meeting import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)

Deed = Callable[[UUID], RoundSnapshot | Refused]


def _approve(round_id: UUID) -> RoundSnapshot | Refused:
    return approving.approve_round(actor=deciding_officer(), now=NOW, round_id=round_id)


def _return(round_id: UUID) -> RoundSnapshot:
    return returning.return_round(actor=deciding_officer(), now=NOW, round_id=round_id, reason="Name the sums.")


def _read_without_lock(round_id: UUID, *, seen_by: Actor) -> Round:
    return Round.objects.visible_to(seen_by).select_related("project").get(id=round_id)


@pytest.fixture
def meeting(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Meeting:
    """Let both officers go on from the read together; the parameter is the read."""
    place = Meeting()
    for module in (approving, returning):
        monkeypatch.setattr(module, "lock_round", place.after(request.param))
    return place


def _decide_at_once(founder: Persona, first: Deed, second: Deed) -> tuple[Round, list[Any], list[str]]:
    row = make_round(founder, state=RoundState.SUBMITTED)
    results = at_once(lambda: first(row.id), lambda: second(row.id))
    decided = Event.objects.filter(subject_id=row.id, verb__in=["round.approved", "round.returned"])
    return Round.objects.get(id=row.id), list(results), list(decided.values_list("verb", flat=True))


@pytest.mark.parametrize("meeting", [_read_without_lock], indirect=True, ids=["unlocked"])
@pytest.mark.parametrize("second", [_approve, _return])
def test_the_control_without_the_lock_both_decide(founder: Persona, meeting: Meeting, second: Deed):
    row, results, verbs = _decide_at_once(founder, _approve, second)
    assert meeting.met
    assert all(isinstance(result, RoundSnapshot) for result in results)
    assert len(verbs) == 2
    assert row.version == 3, "one of the two changes was lost"


@pytest.mark.parametrize("meeting", [lock_round], indirect=True, ids=["locked"])
@pytest.mark.parametrize("second", [_approve, _return])
def test_under_the_lock_one_decides_and_the_other_is_told(founder: Persona, meeting: Meeting, second: Deed):
    row, results, verbs = _decide_at_once(founder, _approve, second)
    assert not meeting.met
    (done,) = (result for result in results if isinstance(result, RoundSnapshot))
    (refused,) = (result for result in results if isinstance(result, Exception))
    assert isinstance(refused, IllegalMove | NotFound)
    assert row.state == done.state
    assert verbs == ["round.approved" if done.state is RoundState.APPROVED else "round.returned"]
