"""An operator proposes that unknown money goes back; nothing moves yet."""

from uuid import uuid4

import pytest

from crowdfund.kernel.errors import IllegalMove, NotAuthorised, NotFound, StepUpRequired
from deals.actions.return_suspense import return_suspense
from deals.core.accounts import UNASSIGNED, suspense_account
from deals.models import Payment, StrayMoney
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import confirmed, held, proposed, second_operator, stray_money
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_a_proposal_names_its_reason_and_moves_nothing(operator: Persona):
    other, stray = second_operator(), stray_money()
    with recorded() as events:
        return_suspense(actor=operator.actor, now=NOW, order_id=stray.id, reason="The sender asked for it.")
    stored = StrayMoney.objects.get(id=stray.id)
    assert (stored.state, stored.proposed_by_id, stored.proposed_at) == ("proposed", operator.id, NOW)
    assert (stored.reason, stored.return_id) == ("The sender asked for it.", None)
    assert held(suspense_account(UNASSIGNED, yuan("1.00").currency)) == -700
    assert verbs(events) == ["suspense.return_proposed"]
    assert events[0].reason == "The sender asked for it."
    assert told(events[0]) == {operator.id, other.id}


def test_proposing_again_replaces_reason_and_proposer(operator: Persona):
    stray = proposed()
    return_suspense(actor=operator.actor, now=NOW, order_id=stray.id, reason="The letter is in the file.")
    stored = StrayMoney.objects.get(id=stray.id)
    assert (stored.state, stored.proposed_by_id, stored.reason) == (
        "proposed",
        operator.id,
        "The letter is in the file.",
    )


def test_what_is_on_its_way_back_is_not_proposed_again(operator: Persona):
    stray, actor = confirmed(operator), operator.actor
    with nothing_changes(StrayMoney), pytest.raises(IllegalMove):
        return_suspense(actor=actor, now=NOW, order_id=stray.id, reason="Once more.")


def test_only_an_operator_who_was_just_confirmed_proposes(
    operator: Persona, officer: Persona, auditor: Persona, founder: Persona
):
    stray = stray_money()
    for persona in (officer, auditor, founder):
        actor = persona.actor
        with nothing_changes(StrayMoney), pytest.raises(NotAuthorised):
            return_suspense(actor=actor, now=NOW, order_id=stray.id, reason="R.")
    late = operator.step_down().actor
    with nothing_changes(StrayMoney), pytest.raises(StepUpRequired):
        return_suspense(actor=late, now=NOW, order_id=stray.id, reason="R.")


def test_there_must_be_money(operator: Persona):
    actor = operator.actor
    with nothing_changes(StrayMoney, Payment), pytest.raises(NotFound):
        return_suspense(actor=actor, now=NOW, order_id=uuid4(), reason="R.")
