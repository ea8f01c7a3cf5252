"""The cast of the partner's script: logins that exist and a client of the founder's company; never in production."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from crowdfund.accounts.queries import taken_emails
from crowdfund.partners.queries import every_client

pytestmark = pytest.mark.django_db


def _cast() -> dict[str, Any]:
    told = StringIO()
    call_command("practice_cast", stdout=told)
    cast: dict[str, Any] = json.loads(told.getvalue())
    return cast


def test_the_cast_of_a_loaded_market_is_printed(settings):
    call_command("load_demo", stdout=StringIO())

    cast = _cast()

    emails = [part["email"] for part in cast.values() if "email" in part]
    assert taken_emails(emails) == set(emails)
    client = every_client().get()
    assert (cast["partner"]["client_id"], cast["partner"]["organisation"]) == (
        client.application.client_id,
        str(client.organisation_id),
    )
    assert client.application.client_id not in cast["partner"]["client_secret"]
    assert cast["bank"] == {"address": settings.CUSTODIAN_URL, "token": settings.CUSTODIAN_TOKEN}
    assert [part for part, login in cast.items() if "totp_secret" in login] == ["officer", "operator"]


def test_each_cast_has_a_client_of_its_own():
    call_command("load_demo", stdout=StringIO())
    assert _cast()["partner"]["client_id"] != _cast()["partner"]["client_id"]


def test_an_empty_database_has_no_cast():
    with pytest.raises(CommandError, match="no demo market"):
        _cast()


def test_production_refuses(settings):
    settings.IS_SANDBOX = False
    with pytest.raises(CommandError, match="production"):
        _cast()
