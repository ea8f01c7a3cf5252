"""The sweep "unpaid-subscriptions": what was not paid in time gives its room back; a missed day changes nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from crowdfund.kernel.days import legal_day, start_of
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.sweeps.actions.run_sweep import run_sweep
from crowdfund.sweeps.core.sweep import installed_sweeps
from deals.actions.cancel_unpaid_subscriptions import cancel_unpaid_subscriptions
from deals.core.states import RoundState
from deals.models import LeadOffer, Payment, Round, RoundCapacity, Subscription
from deals.queries import rooms_that_disagree, unpaid_subscriptions
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.deals import TODAY, make_round, yuan
from tests.factories.leads import CUSTODIAN, certify, make_accepted_offer, make_led_round, make_subscription, room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, Payment, RoundCapacity, LeadOffer, Round)


def _sweep(day: date, **options: Any) -> Any:
    now = start_of(day) + timedelta(hours=1)
    assert legal_day(now) == day
    return run_sweep(actor=CUSTODIAN, now=now, sweep=installed_sweeps()["unpaid-subscriptions"], day=day, **options)


@pytest.fixture
def subscription(founder: Persona, lead: Persona, follower: Persona) -> Subscription:
    """A follower's, not paid."""
    certify(follower)
    return make_subscription(make_led_round(founder, lead), follower)


def _leads_is_paid(row: Round) -> None:
    subscription = Subscription.objects.get(round=row, kind="lead")
    subscription.receive(yuan("400000.00"))


def test_the_last_day_to_pay_is_whole_and_the_next_takes_the_room_back(subscription: Subscription, follower: Persona):
    row = Round.objects.get(id=subscription.round_id)
    _leads_is_paid(row)
    with nothing_changes(*ROWS):
        assert _sweep(subscription.pay_by).effects == 0
    before = room_of(row)
    with recorded() as events:
        report = _sweep(subscription.pay_by + timedelta(days=1))
    assert (report.keys, report.effects) == (1, 1)
    subscription.refresh_from_db()
    assert subscription.state == "cancelled"
    assert room_of(row) == (before[0] + subscription.amount.minor, before[1] + 1)
    assert verbs(events) == ["payment.cancelled", "subscription.cancelled"]
    assert told(events[1]) == {follower.id}
    assert rooms_that_disagree() == []


def test_a_lead_whose_deposit_did_not_come_loses_the_offer_and_the_raise_stays_open(founder: Persona, lead: Persona):
    row = make_round(founder, state=RoundState.OPEN)
    offer = make_accepted_offer(row, founder, lead)
    with recorded() as events:
        assert _sweep(TODAY + timedelta(days=30)).effects == 1, "weeks of missed days change nothing"
    assert LeadOffer.objects.get(id=offer.id).state == "lapsed"
    assert Round.objects.get(id=row.id).state == "open"
    assert verbs(events)[-1] == "lead.lapsed"
    assert rooms_that_disagree() == []


def test_a_lead_who_has_paid_the_deposit_stays(founder: Persona, lead: Persona):
    row = make_led_round(founder, lead)
    _leads_is_paid(row)
    with nothing_changes(*ROWS):
        assert _sweep(TODAY + timedelta(days=30)).keys == 0


def test_twice_is_once_and_a_dry_run_is_none(subscription: Subscription):
    day = subscription.pay_by + timedelta(days=1)
    with nothing_changes(*ROWS):
        assert _sweep(day, is_dry=True).keys == 2, "the lead's, which is not paid either, is the other"
    assert _sweep(day).effects == 2
    with nothing_changes(*ROWS):
        assert _sweep(day).effects == 0


def test_what_was_paid_between_question_and_answer_stays(subscription: Subscription):
    day = subscription.pay_by + timedelta(days=1)
    now = start_of(day)
    keys = unpaid_subscriptions(day=day, now=now, after=None, limit=100)
    subscription.receive(yuan("0.01"))
    cancel_unpaid_subscriptions(actor=CUSTODIAN, now=now, day=day, keys=keys)
    subscription.refresh_from_db()
    assert subscription.state == "reserved"


def test_keys_come_in_ranges(subscription: Subscription):
    day, now = subscription.pay_by + timedelta(days=1), start_of(subscription.pay_by + timedelta(days=1))
    everything = unpaid_subscriptions(day=day, now=now, after=None, limit=100)
    first = unpaid_subscriptions(day=day, now=now, after=None, limit=1)
    assert [*first, *unpaid_subscriptions(day=day, now=now, after=first[-1], limit=9)] == everything
    assert everything == sorted(everything)
    assert len(everything) == 2


@pytest.mark.parametrize("persona", ["founder", "lead", "officer", "operator"])
def test_only_the_platform_itself_sweeps(subscription: Subscription, personas: dict[str, Persona], persona: str):
    actor, day = personas[persona].actor, subscription.pay_by + timedelta(days=1)
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        cancel_unpaid_subscriptions(actor=actor, now=start_of(day), day=day, keys=[subscription.id])
