"""files / models: the database refuses what no file can be."""

import pytest
from django.db import IntegrityError, transaction

from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.results import Cleaned
from crowdfund.files.core.states import FileState
from crowdfund.files.models import StoredFile
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import IllegalMove
from tests.factories.files import make_file

pytestmark = pytest.mark.django_db
IMPOSSIBLE: dict[str, dict[str, object]] = {
    "a state that is no word": {"state": "burnt"},
    "clean without its fingerprint": {"clean_sha256": ""},
    "clean without a kind": {"kind": ""},
    "clean for a reason": {"reason": "active"},
    "quarantined without a reason": {"state": "quarantined", "clean_sha256": ""},
    "a reason that is no word": {"reason": "because"},
    "waiting and settled": {"state": "waiting"},
    "about a kind but nothing": {"subject_kind": "round"},
    "from nobody": {"uploaded_by": None, "organisation": None},
    "of no size": {"size": 0},
}


@pytest.mark.parametrize("name", IMPOSSIBLE)
def test_no_file_is(founder, name):
    row = make_file(founder)
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.filter(id=row.id).update(**IMPOSSIBLE[name])


def test_a_settled_file_moves_no_more(founder):
    for state in (FileState.CLEAN, FileState.QUARANTINED):
        row = make_file(founder, state=state)
        with pytest.raises(IllegalMove):
            row.settle(Cleaned(kind=Kind.PDF, pages=1, content=b"x"), sha256="0" * 64, now=system_now())
