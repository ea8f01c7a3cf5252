"""What the custodian says about the way back of unknown money: known, gone, or contradicting the books."""

import pytest

from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.accounts import UNASSIGNED, custody_account, suspense_account
from deals.core.custody import Message, MessageKind, Treatment
from deals.models import StrayMoney
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.custody import TREASURER, about_return, confirmed, held, ledger_is_sound, second_operator
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CNY = yuan("1.00").currency


def _receive(message: Message) -> Treatment:
    return receive_custodian_message(actor=TREASURER, now=NOW, message=message)


@pytest.fixture
def stray(operator: Persona) -> StrayMoney:
    return confirmed(operator)


def test_the_custodian_knows_it(stray: StrayMoney):
    with recorded() as events:
        assert _receive(about_return(stray, MessageKind.ACCEPTED)) is Treatment.NOTE
    assert StrayMoney.objects.get(id=stray.id).state == "instructed"
    assert verbs(events) == ["suspense.return_instructed"]
    assert held(suspense_account(UNASSIGNED, CNY)) == -700


@pytest.mark.parametrize("is_known", [True, False])
def test_what_has_gone_back_leaves_custody_and_suspense(stray: StrayMoney, operator: Persona, is_known: bool):
    if is_known:
        _receive(about_return(stray, MessageKind.ACCEPTED))
    with recorded() as events:
        assert _receive(about_return(stray, MessageKind.SETTLED)) is Treatment.SETTLE
    stored = StrayMoney.objects.get(id=stray.id)
    assert (stored.state, stored.returned_at) == ("returned", NOW)
    assert held(suspense_account(UNASSIGNED, CNY)) == held(custody_account(UNASSIGNED, CNY)) == 0
    assert verbs(events) == ["suspense.returned"]
    assert told(events[0]) == {operator.id, second_operator().id}
    assert ledger_is_sound()


def test_it_goes_back_once_whatever_is_said(stray: StrayMoney):
    _receive(about_return(stray, MessageKind.SETTLED))
    with nothing_changes(StrayMoney):
        assert _receive(about_return(stray, MessageKind.SETTLED)) is Treatment.NOTHING
        assert _receive(about_return(stray, MessageKind.ACCEPTED)) is Treatment.NOTHING
    assert held(suspense_account(UNASSIGNED, CNY)) == 0


def test_another_sum_contradicts_the_books(stray: StrayMoney):
    with recorded() as events, rows_stay(StrayMoney):
        assert _receive(about_return(stray, MessageKind.SETTLED, amount="6.99")) is Treatment.CONTRADICT
    assert verbs(events) == ["custody.contradicted"]
    assert held(suspense_account(UNASSIGNED, CNY)) == -700
