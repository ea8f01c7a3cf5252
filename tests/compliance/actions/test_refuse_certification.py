"""An officer refuses an application with a reason."""

from datetime import UTC, date, datetime

import pytest

from compliance.actions.refuse_certification import refuse_certification
from compliance.models import Certification
from compliance.queries import has_waiting_certification, is_certified
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound, StepUpRequired
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.compliance import make_application, make_certification
from tests.personas import Persona

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def refuse(actor: Persona, row: Certification, reason: str = "证明文件没有金额") -> None:
    refuse_certification(actor=actor.actor, now=NOW, certification_id=row.id, reason=reason)


def test_the_applicant_learns_why_and_may_apply_again(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    with recorded() as events:
        refuse(officer, row, "  证明文件没有金额 ")
    row.refresh_from_db()
    assert (row.state, row.refusal_reason, row.decided_by_id) == ("refused", "证明文件没有金额", officer.id)
    assert (row.approved_on, row.expires_on) == (None, None)
    assert not is_certified(follower.id, on=date(2026, 11, 22))
    assert not has_waiting_certification(follower.id)
    assert (verbs(events), events[0].reason) == (["certification.refused"], "证明文件没有金额")
    assert told(events[0]) == {follower.id}


def test_a_refusal_needs_a_reason(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(Invalid):
        refuse(officer, row, "  ")


def test_a_certification_that_was_given_is_not_refused_any_more(follower: Persona, officer: Persona):
    row = make_certification(follower.user)
    with nothing_changes(Certification), pytest.raises(IllegalMove):
        refuse(officer, row)


def test_an_old_second_factor_is_not_enough(follower: Persona, officer: Persona):
    row = make_application(follower.user)
    with nothing_changes(Certification), pytest.raises(StepUpRequired):
        refuse(officer.step_down(), row)


@pytest.mark.parametrize(("name", "error"), [("follower", NotAuthorised), ("lead", NotFound), ("auditor", NotFound)])
def test_only_officers_refuse(personas: dict[str, Persona], name: str, error: type[Exception]):
    row = make_application(personas["follower"].user)
    with nothing_changes(Certification), pytest.raises(error):
        refuse(personas[name], row)
