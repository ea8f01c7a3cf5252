"""Who paid is kept for leads alone."""

import pytest

from crowdfund.db.work import unit_of_work
from deals.actions.note_payer import judge_the_rest, note_payer
from deals.core.states import RoundState
from deals.models import LeadPayer
from tests.events import nothing_changes
from tests.factories.custody import TREASURER, deposit_due_from, due_from, led_round
from tests.factories.deals import NOW, make_round
from tests.factories.lead_money import SOMEBODY
from tests.personas import Persona

pytestmark = pytest.mark.django_db


def test_of_followers_nothing_is_kept(founder: Persona, follower: Persona):
    due = due_from(follower, led_round(founder))
    with nothing_changes(LeadPayer), unit_of_work(actor=TREASURER, now=NOW):
        note_payer(due.payment, subscription=due.subscription, payer=SOMEBODY)
        judge_the_rest(due.payment, subscription=due.subscription, row=due.round)


def test_of_a_lead_the_payer_is_kept_once_even_where_the_bank_is_silent(founder: Persona, lead: Persona):
    due = deposit_due_from(lead, make_round(founder, state=RoundState.OPEN))
    with unit_of_work(actor=TREASURER, now=NOW):
        note_payer(due.payment, subscription=due.subscription, payer=None)
    assert LeadPayer.objects.get(payment=due.payment).name == ""
