"""tests / partners: a disabled client is out at once and for good."""

from datetime import UTC, datetime

import pytest

from crowdfund.audit.models import Event
from crowdfund.kernel.errors import Invalid, NotAuthorised, StepUpRequired
from crowdfund.partners.actions.disable_client import AlreadyDisabled, disable_client
from tests.factories.partners import make_program

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def disable(actor, program, reason="The contract ended."):
    disable_client(actor=actor, now=NOW, client_id=program.id, reason=reason)


def test_its_tokens_are_void_and_it_gets_no_more(operator):
    program = make_program()
    shown = program.api()
    assert shown.get("/api/v1/openapi.json").status_code == 200
    disable(operator.actor, program)
    assert shown.get("/api/v1/openapi.json").status_code == 401
    assert program.ask_for_token().status_code == 401


def test_the_event_keeps_the_reason(operator):
    program = make_program()
    disable(operator.actor, program)
    event = Event.objects.get(verb="client.disabled")
    assert (event.reason, event.before, event.after) == (
        "The contract ended.",
        {"state": "active"},
        {"state": "disabled"},
    )


def test_a_reason_is_needed(operator):
    with pytest.raises(Invalid):
        disable(operator.actor, make_program(), reason=" ")


def test_twice_is_a_conflict(operator):
    program = make_program()
    disable(operator.actor, program)
    with pytest.raises(AlreadyDisabled):
        disable(operator.actor, program)


def test_only_operators_who_have_just_confirmed_disable(operator, auditor):
    program = make_program()
    with pytest.raises(NotAuthorised):
        disable(auditor.actor, program)
    with pytest.raises(StepUpRequired):
        disable(operator.step_down().actor, program)
    assert program.ask_for_token().status_code == 200
