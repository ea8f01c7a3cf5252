"""tests / partners: the same verbs for somebody with a shell on the server."""

from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from crowdfund.audit.models import Event
from crowdfund.partners.models import PartnerClient
from tests.factories.accounts import make_organisation

pytestmark = pytest.mark.django_db


def run(capsys, *words):
    call_command("partner_client", *words)
    return capsys.readouterr().out


def register(capsys):
    code = make_organisation().credit_code
    words = [
        "register",
        "--organisation",
        code,
        "--name",
        "Custodian",
        "--scope",
        "events:read",
        "--scope",
        "rounds:read",
    ]
    return dict(line.split(maxsplit=1) for line in run(capsys, *words).splitlines() if "  " in line)


def test_registering_shows_the_secret_once(capsys):
    shown = register(capsys)
    client = PartnerClient.objects.get()
    assert shown["client"] == str(client.id)
    assert shown["client_id"] == client.application.client_id
    assert shown["client_secret"].startswith("cfs_")
    assert client.scopes == ["events:read", "rounds:read"]
    assert Event.objects.get(verb="client.registered").actor_kind == "system"
    assert shown["client_secret"] not in run(capsys, "list")


def test_rotating_and_disabling(capsys):
    shown = register(capsys)
    assert "client_secret" in run(capsys, "rotate", shown["client"])
    assert "disabled" in run(capsys, "disable", shown["client"], "--reason", "The contract ended.")
    assert "disabled" in run(capsys, "list")
    with pytest.raises(CommandError):
        call_command("partner_client", "rotate", shown["client"])


def test_what_does_not_exist_is_said_in_words(capsys):
    with pytest.raises(CommandError, match="not_found"):
        call_command("partner_client", "disable", str(uuid4()), "--reason", "x")
    with pytest.raises(CommandError, match="not_found"):
        call_command("partner_client", "register", "--organisation", "none", "--name", "x", "--scope", "events:read")
