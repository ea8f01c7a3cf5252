"""Another operator confirms that unknown money goes back; the custodian is to be told."""

import pytest
from django.db import IntegrityError, transaction

from crowdfund.kernel.errors import IllegalMove, NotAuthorised, StepUpRequired
from deals.actions.confirm_suspense_return import SecondPersonNeeded, confirm_suspense_return
from deals.actions.return_suspense import return_suspense
from deals.core.custody import Direction, reference_of
from deals.models import StrayMoney
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.custody import confirmed, proposed, second_operator, stray_money
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_the_order_goes_out_under_the_words_of_the_transfer(operator: Persona):
    stray = proposed()
    with recorded() as events:
        order_id = confirm_suspense_return(actor=operator.actor, now=NOW, order_id=stray.id)
    stored = StrayMoney.objects.get(id=stray.id)
    assert (stored.state, stored.confirmed_by_id, stored.due_at) == ("due", operator.id, NOW)
    order = stored.as_order
    assert (order.id, order.direction, order.amount) == (order_id, Direction.OUT, stray.amount)
    assert order.reference == reference_of(stray.id)
    assert verbs(events) == ["suspense.return_confirmed"]
    assert events[0].reason == stray.reason
    assert told(events[0]) == {second_operator().id}


def test_nobody_confirms_their_own_proposal(operator: Persona):
    stray, actor = stray_money(), operator.actor
    return_suspense(actor=actor, now=NOW, order_id=stray.id, reason="R.")
    with nothing_changes(StrayMoney), pytest.raises(SecondPersonNeeded):
        confirm_suspense_return(actor=actor, now=NOW, order_id=stray.id)


def test_the_database_knows_that_too(operator: Persona):
    stray = confirmed(operator)
    with pytest.raises(IntegrityError, match="stray_nobody_confirms_their_own"), transaction.atomic():
        StrayMoney.objects.filter(id=stray.id).update(proposed_by=operator.user)


def test_what_nobody_has_proposed_or_is_on_its_way_is_not_confirmed(operator: Persona):
    actor = operator.actor
    for stray in (stray_money(), confirmed(operator)):
        with nothing_changes(StrayMoney), pytest.raises(IllegalMove):
            confirm_suspense_return(actor=actor, now=NOW, order_id=stray.id)


def test_only_an_operator_who_was_just_confirmed_confirms(operator: Persona, officer: Persona, auditor: Persona):
    stray = proposed()
    for persona in (officer, auditor):
        actor = persona.actor
        with nothing_changes(StrayMoney), pytest.raises(NotAuthorised):
            confirm_suspense_return(actor=actor, now=NOW, order_id=stray.id)
    late = operator.step_down().actor
    with nothing_changes(StrayMoney), pytest.raises(StepUpRequired):
        confirm_suspense_return(actor=late, now=NOW, order_id=stray.id)
