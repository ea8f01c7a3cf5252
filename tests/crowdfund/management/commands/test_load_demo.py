"""The market goes into an empty database of a practice platform, and nowhere else."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crowdfund.accounts.models import User
from deals.models import Round
from tests.events import nothing_changes
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def _load() -> str:
    told = StringIO()
    call_command("load_demo", stdout=told)
    return told.getvalue()


def test_an_empty_database_is_filled_once():
    assert "was loaded" in _load()
    assert Round.objects.exists()
    with nothing_changes(User, Round):
        assert "not empty" in _load()


def test_a_database_in_use_is_left_alone():
    make_user()
    with nothing_changes(User, Round):
        assert "nothing was loaded" in _load()


def test_production_refuses(settings):
    settings.IS_SANDBOX = False
    with nothing_changes(User, Round), pytest.raises(CommandError, match="production"):
        _load()
