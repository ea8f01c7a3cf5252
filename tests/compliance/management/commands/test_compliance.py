"""`manage.py compliance replay` agrees, or names the first determination that differs."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from compliance.models import Determination
from crowdfund.kernel.ids import new_id
from tests.compliance.questions import NOW, TOO_LITTLE, ask, facts

pytestmark = pytest.mark.django_db


def test_replay_agrees():
    ask()
    ask(facts(TOO_LITTLE))
    out = StringIO()
    call_command("compliance", "replay", stdout=out)
    assert out.getvalue() == "2 determinations replay to the same answer\n"


def test_replay_names_the_first_that_differs():
    ask(facts(TOO_LITTLE))
    row = Determination.objects.values().get() | {"id": new_id(NOW), "book_hash": "0" * 64}
    Determination(**row).save(force_insert=True)
    with pytest.raises(
        CommandError, match=f"determination {row['id']} does not replay: .* [(]1 earlier ones agree[)]"
    ) as failed:
        call_command("compliance", "replay")
    assert failed.value.returncode == 1
