"""An officer has the same person or company screened anew, of whom they may know."""

from datetime import UTC, datetime

import pytest

from compliance.actions.repeat_screening import repeat_screening
from compliance.core.states import ScreeningState
from compliance.models import Screening
from crowdfund.kernel.errors import NotFound
from tests.events import nothing_changes, recorded, verbs
from tests.factories.accounts import make_organisation
from tests.factories.screening import make_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def test_a_person_and_a_company_are_screened_anew(follower: Persona, officer: Persona):
    for about in (follower.user, make_organisation()):
        row = make_screening(about, ScreeningState.CONFIRMED)
        with recorded() as events:
            again = repeat_screening(actor=officer.actor, now=NOW, screening_id=row.id)
        assert Screening.objects.get(id=again).screenee == row.screenee
        assert verbs(events) == ["screening.requested"]
        with nothing_changes(Screening):
            assert repeat_screening(actor=officer.actor, now=NOW, screening_id=row.id) == again


def test_nobody_else_knows_of_it(follower: Persona, officer: Persona):
    row = make_screening(follower.user, ScreeningState.CONFIRMED)
    own = make_screening(make_organisation(officer.user), ScreeningState.CONFIRMED)
    for actor, screening_id in ((follower.actor, row.id), (officer.actor, own.id)):
        with nothing_changes(Screening), pytest.raises(NotFound):
            repeat_screening(actor=actor, now=NOW, screening_id=screening_id)
