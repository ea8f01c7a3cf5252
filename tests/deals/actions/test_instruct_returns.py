"""The custodian is told to send confirmed stray money back, at least once and as one order."""

from datetime import timedelta

import pytest

from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals import custody
from deals.actions.instruct_returns import instruct_returns
from deals.core.accounts import UNASSIGNED, suspense_account
from deals.core.custody import ALARMING, OVERDUE, Order, wait_after
from deals.models import StrayMoney
from tests.custodian import SandboxBank, wait_for
from tests.events import recorded, told, verbs
from tests.factories.custody import TREASURER, confirmed, held, ledger_is_sound, proposed, second_operator, stray_money
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db

CNY = yuan("1.00").currency


def _away(order: Order) -> None:
    raise custody.CustodianAway


def test_what_is_confirmed_is_told_once(operator: Persona):
    stray_money()
    proposed()
    stray = confirmed(operator)
    heard: list[Order] = []
    with recorded() as events:
        first = instruct_returns(actor=TREASURER, now=NOW, tell=heard.append)
        again = instruct_returns(actor=TREASURER, now=NOW, tell=heard.append)
    assert (first.told, first.failed, again.told) == (1, 0, 0)
    assert heard == [stray.as_order]
    assert StrayMoney.objects.get(id=stray.id).state == "instructed"
    assert verbs(events) == ["suspense.return_instructed"]


def test_what_fails_waits_longer_and_operators_hear_of_it(operator: Persona):
    stray, now = confirmed(operator), NOW
    with recorded() as events:
        for attempt in range(1, ALARMING + 1):
            assert instruct_returns(actor=TREASURER, now=now, tell=_away).failed == 1
            assert instruct_returns(actor=TREASURER, now=now, tell=_away).failed == 0
            now += wait_after(attempt)
    assert StrayMoney.objects.get(id=stray.id).state == "due"
    assert verbs(events) == ["suspense.return_not_instructed"]
    assert told(events[0]) == {operator.id, second_operator().id}


def test_a_limit_leaves_the_rest_for_the_next_run(operator: Persona):
    for _ in range(2):
        confirmed(operator)
    heard: list[Order] = []
    assert instruct_returns(actor=TREASURER, now=NOW, tell=heard.append, limit=1).has_more
    assert instruct_returns(actor=TREASURER, now=NOW, tell=heard.append).told == 1
    assert len({order.id for order in heard}) == 2


def test_only_the_platform_itself_tells_the_custodian(operator: Persona):
    actor = operator.actor
    with pytest.raises(NotAuthorised):
        instruct_returns(actor=actor, now=NOW, tell=_away)


@pytest.mark.django_db(transaction=True)
def test_the_real_bank_sends_it_back_and_says_so(operator: Persona, bank: SandboxBank):
    stray = confirmed(operator)
    assert instruct_returns(actor=TREASURER, now=NOW, tell=custody.tell).told == 1
    wait_for(lambda: StrayMoney.objects.get(id=stray.id).state == "returned")
    assert held(suspense_account(UNASSIGNED, CNY)) == 0
    assert ledger_is_sound()


@pytest.mark.django_db(transaction=True)
def test_a_report_that_was_lost_is_found_in_the_statement(operator: Persona, deaf_bank: SandboxBank):
    stray, now = confirmed(operator), max(NOW, system_now())
    assert instruct_returns(actor=TREASURER, now=now, tell=custody.tell).told == 1
    later, sweep = now + OVERDUE + timedelta(minutes=1), installed_sweeps()["custody"]
    assert run_sweep(actor=TREASURER, now=later, sweep=sweep, day=legal_day(later)).effects == 1
    assert StrayMoney.objects.get(id=stray.id).state == "returned"
