"""The logins are printed where the market is, and never in production."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from crowdfund.demo.people import OFFICER

pytestmark = pytest.mark.django_db


def _logins() -> str:
    told = StringIO()
    call_command("demo_logins", stdout=told)
    return told.getvalue()


def test_the_logins_of_a_loaded_market_are_printed():
    call_command("load_demo", stdout=StringIO())
    assert OFFICER.email in _logins()
    assert "one-time code" in _logins()


def test_an_empty_database_has_none():
    assert _logins() == "There is no demo market in this database.\n"


def test_production_refuses(settings):
    settings.IS_SANDBOX = False
    with pytest.raises(CommandError, match="production"):
        _logins()
