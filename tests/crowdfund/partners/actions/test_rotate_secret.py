"""tests / partners: a secret is issued once, stored as a hash, and voids what came before."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from oauth2_provider.models import AccessToken, Application

from crowdfund.audit.models import Event
from crowdfund.kernel.errors import NotAuthorised, NotFound, StepUpRequired
from crowdfund.partners.actions.disable_client import disable_client
from crowdfund.partners.actions.rotate_secret import ClientIsDisabled, rotate_secret
from tests.factories.partners import make_program

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_the_new_secret_works_and_the_old_one_and_its_tokens_are_void(operator):
    program = make_program()
    shown = program.api()
    assert shown.get("/api/v1/openapi.json").status_code == 200
    issued = rotate_secret(actor=operator.actor, now=NOW, client_id=program.id)
    assert issued.secret != program.issued.secret
    assert shown.get("/api/v1/openapi.json").status_code == 401
    assert program.ask_for_token().status_code == 401
    assert program.ask_for_token(secret=issued.secret).status_code == 200


def test_neither_secret_nor_token_stands_in_any_row(operator):
    program = make_program()
    token = program.ask_for_token().json()["access_token"]
    assert program.issued.secret not in Application.objects.get().client_secret
    assert AccessToken.objects.get().token != token
    assert program.issued.secret not in repr(program.issued)


def test_the_event_tells_that_a_secret_was_issued_and_not_which(operator):
    program = make_program()
    issued = rotate_secret(actor=operator.actor, now=NOW, client_id=program.id)
    events = Event.objects.filter(verb="client.secret_issued").order_by("occurred_at", "id")
    assert [event.after for event in events] == [{"is_first": True}, {"is_first": False}]
    assert issued.secret not in str([vars(event) for event in events])


def test_a_disabled_client_gets_no_secret(operator):
    program = make_program()
    disable_client(actor=operator.actor, now=NOW, client_id=program.id, reason="The contract ended.")
    with pytest.raises(ClientIsDisabled):
        rotate_secret(actor=operator.actor, now=NOW, client_id=program.id)


def test_only_operators_who_have_just_confirmed_issue_secrets(operator, founder):
    program = make_program()
    with pytest.raises(NotAuthorised):
        rotate_secret(actor=founder.actor, now=NOW, client_id=program.id)
    with pytest.raises(StepUpRequired):
        rotate_secret(actor=operator.step_down().actor, now=NOW, client_id=program.id)


def test_there_must_be_such_a_client(operator):
    with pytest.raises(NotFound):
        rotate_secret(actor=operator.actor, now=NOW, client_id=uuid4())
