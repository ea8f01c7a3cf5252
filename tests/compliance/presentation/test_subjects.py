"""How a determination's subject is called: a draft that only its company sees goes by the company."""

import pytest

from compliance.core.outcome import Outcome
from compliance.presentation.subjects import subject_names
from tests.factories.compliance import make_determination

pytestmark = pytest.mark.django_db


def test_a_draft_goes_by_its_company_and_day_and_what_has_no_company_has_no_name(founder, officer, follower):
    draft = make_determination(founder.actor, Outcome.DENY, organisation_id=founder.organisation.id).as_open_ruling()
    other = make_determination(follower.actor, Outcome.DENY).as_open_ruling()
    names = subject_names([draft, other], actor=officer.actor)
    assert list(names) == [("round", draft.subject_id)]
    assert founder.organisation.name in names["round", draft.subject_id]
    assert subject_names([draft], actor=follower.actor) == {}
