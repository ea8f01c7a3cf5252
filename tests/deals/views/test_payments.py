"""One's own payments, the sandbox's button, and what operators see of the custody."""

import os
import subprocess
import sys
from typing import Any

import pytest
from django.urls import reverse

from deals.actions.receive_custodian_message import receive_custodian_message
from deals.core.custody import Direction, MessageKind
from deals.core.states import PaymentState
from deals.models import Payment
from tests.custodian import SandboxBank, wait_for
from tests.factories.custody import TREASURER, Due, due_from, led_round, said, settled
from tests.factories.deals import NOW, yuan
from tests.personas import Persona

pytestmark = pytest.mark.django_db


@pytest.fixture
def due(founder: Persona, follower: Persona) -> Due:
    """A follower owes a million."""
    return due_from(follower, led_round(founder))


def _page(persona: Persona, name: str, *args: Any) -> Any:
    return persona.client.get(reverse(name, args=args))


def test_people_see_their_own_payments_and_nobody_elses(due: Due, follower: Persona, lead: Persona, founder: Persona):
    shown = _page(follower, "payments").content.decode()
    assert due.payment.reference in shown
    assert "1,000,000.00" in shown
    assert reverse("pay_in_sandbox", args=[due.payment.id]) in shown
    for other in (lead, founder):
        assert due.payment.reference not in _page(other, "payments").content.decode()


def test_what_is_settled_can_not_be_paid_again(due: Due, follower: Persona):
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(due.payment))
    assert reverse("pay_in_sandbox", args=[due.payment.id]) not in _page(follower, "payments").content.decode()
    assert _page(follower, "pay_in_sandbox", due.payment.id).status_code == 404
    assert follower.submit(reverse("pay_in_sandbox", args=[due.payment.id])).status_code == 404


def test_nobody_pays_for_somebody_else(due: Due, lead: Persona, founder: Persona, operator: Persona):
    for other in (lead, founder, operator):
        assert other.submit(reverse("pay_in_sandbox", args=[due.payment.id])).status_code == 404


def test_a_bank_that_is_away_is_said_so_and_nothing_changes(due: Due, follower: Persona, settings: Any):
    settings.CUSTODIAN_URL = "http://127.0.0.1:9"
    answer = follower.submit(reverse("pay_in_sandbox", args=[due.payment.id]))
    assert answer.status_code == 503
    assert Payment.objects.get(id=due.payment.id).state == PaymentState.DUE


@pytest.mark.django_db(transaction=True)
def test_the_button_pays_at_the_real_bank_also_before_it_was_told(due: Due, follower: Persona, bank: SandboxBank):
    answer = follower.submit(reverse("pay_in_sandbox", args=[due.payment.id]))
    assert (answer.status_code, answer["Location"]) == (303, reverse("payments"))
    wait_for(lambda: Payment.objects.get(id=due.payment.id).state == PaymentState.SETTLED)


def test_operators_see_what_lies_there_and_what_should_not(
    due: Due, operator: Persona, auditor: Persona, deaf_bank: SandboxBank
):
    receive_custodian_message(actor=TREASURER, now=NOW, message=settled(due.payment, amount="5.00"))
    unknown = said(MessageKind.SETTLED, due.round.id, direction=Direction.IN, amount=yuan("7.00"))
    receive_custodian_message(actor=TREASURER, now=NOW, message=unknown)
    for persona in (operator, auditor):
        page = _page(persona, "custody")
        assert page.status_code == 200
        assert page.context["is_reachable"] is True
        held = {each.round_id: (each.held, each.suspense) for each in page.context["held"]}
        assert held == {due.round.id: (yuan("5.00"), yuan("5.00")), None: (yuan("7.00"), yuan("7.00"))}
        assert len(page.context["open_payments"]) == 2


def test_operators_see_that_the_bank_is_away(operator: Persona, settings: Any):
    settings.CUSTODIAN_URL = "http://127.0.0.1:9"
    assert _page(operator, "custody").context["is_reachable"] is False


def test_the_list_of_the_api_holds_what_one_may_see(due: Due, follower: Persona, lead: Persona, founder: Persona):
    for persona in (follower, founder):
        (shown,) = persona.api.get(reverse("api_payments")).json()["results"]
        assert (shown["id"], shown["amount"], shown["state"]) == (str(due.payment.id), "1000000.00", "due")
    assert lead.api.get(reverse("api_payments")).json()["results"] == []


@pytest.mark.parametrize("size", [1, 4])
def test_a_list_costs_the_same_however_long(
    founder: Persona, follower: Persona, size: int, django_assert_max_num_queries: Any
):
    for _ in range(size):
        due_from(follower, led_round(founder))
    _page(follower, "payments")
    with django_assert_max_num_queries(12):
        assert len(_page(follower, "payments").context["payments"]) == size


ASKS = "import django; django.setup(); from deals.urls import urlpatterns; print([p.name for p in urlpatterns])"


def test_in_production_there_is_no_button():
    variables = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "crowdfund.settings",
        "CROWDFUND_ENV": "production",
        "ALLOWED_HOSTS": "deals.example.com",
        "CUSTODIAN_URL": "https://bank.example.com",
        "SCREENING_URL": "https://screening.example.com",
    }
    done = subprocess.run([sys.executable, "-c", ASKS], env=variables, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "payments" in done.stdout
    assert "pay_in_sandbox" not in done.stdout
