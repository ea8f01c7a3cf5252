"""tests / partners: an operator registers a client."""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from crowdfund.audit.models import Event
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound, StepUpRequired
from crowdfund.partners.actions.register_client import register_client
from crowdfund.partners.models import PartnerClient
from tests.factories.accounts import make_organisation

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def register(actor, **changes):
    wanted: dict[str, Any] = {"organisation_id": None, "name": "Custodian", **changes}
    wanted.setdefault("scopes", ["events:read", "rounds:read", "events:read"])
    if wanted["organisation_id"] is None:
        wanted["organisation_id"] = make_organisation().id
    return register_client(actor=actor, now=NOW, **wanted)


def test_the_client_is_stored_with_its_scopes_and_an_event(operator):
    organisation = make_organisation()
    client_id = register(operator.actor, organisation_id=organisation.id)
    client = PartnerClient.objects.get(id=client_id)
    assert (client.organisation_id, client.scopes) == (organisation.id, ["events:read", "rounds:read"])
    assert (client.created_by_id, client.created_at, client.is_active) == (operator.id, NOW, True)
    event = Event.objects.get(verb="client.registered")
    assert (event.subject_id, event.organisation_id) == (client_id, organisation.id)
    assert event.after == {"organisation": str(organisation.id), "scopes": ["events:read", "rounds:read"]}


def test_nobody_knows_the_first_secret_and_only_its_hash_is_stored(operator):
    client = PartnerClient.objects.get(id=register(operator.actor))
    assert client.secret_issued_at is None
    assert client.application.client_secret.count("$") >= 2
    assert "cfs_" not in client.application.client_secret


@pytest.mark.parametrize("persona", ["founder", "officer", "auditor", "partner", "stranger"])
def test_nobody_else_registers_clients(personas, persona):
    with pytest.raises(NotAuthorised):
        register(personas[persona].actor)
    assert not PartnerClient.objects.exists()


def test_an_operator_must_have_used_the_second_factor_lately(operator):
    with pytest.raises(StepUpRequired):
        register(operator.step_down().actor)


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"scopes": []}, "/scopes", "required"),
        ({"scopes": ["events:read", "root"]}, "/scopes", "not_a_choice"),
        ({"name": "  "}, "/name", "required"),
    ],
)
def test_wrong_entries_are_named(operator, changes, pointer, code):
    with pytest.raises(Invalid) as caught:
        register(operator.actor, **changes)
    assert [(error.pointer, error.code) for error in caught.value.errors] == [(pointer, code)]


def test_the_organisation_must_exist(operator):
    with pytest.raises(NotFound):
        register(operator.actor, organisation_id=uuid4())
