"""A qualified investor subscribes behind the lead: room, payment, refusals, and who may."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from compliance.core.certification import EvidenceKind, Regime
from compliance.core.declaration import NOTHING_DECLARED
from compliance.core.facts import LegalForm, SubscriptionFacts
from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import IllegalMove, Invalid, NotAuthorised, NotFound
from deals.actions.cancel_subscription import cancel_subscription
from deals.actions.subscribe import AlreadySubscribed, subscribe
from deals.actions.take_room import NoRoomLeft
from deals.core.lead import DAYS_TO_PAY
from deals.core.states import RoundState
from deals.models import Payment, Round, RoundCapacity, Subscription
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import make_user
from tests.factories.compliance import make_application, make_assessment, make_certification
from tests.factories.deals import COMPLETE, NOW, TODAY, make_round, program_of, yuan
from tests.factories.leads import CRUMB, FIFTH, certify, make_led_round, make_subscription, room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

STAFF = replace(NOTHING_DECLARED, manager_number="p101 2345")
"""Somebody of the manager that the complete raise names."""
ROWS = (Subscription, Payment, RoundCapacity, Round, Determination)


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise of 20 million, four of which the lead has taken; the follower is certified."""
    certify(follower)
    return make_led_round(founder, lead)


def test_room_is_taken_and_the_money_is_due(row: Round, follower: Persona):
    before = room_of(row)
    with recorded() as events:
        done = subscribe(actor=follower.actor, now=NOW, round_id=row.id, amount=yuan("1500000.00"))
    assert isinstance(done, UUID)
    stored = Subscription.objects.get(id=done)
    payment = Payment.objects.get(subscription=stored)
    assert (stored.kind, stored.state, stored.amount, stored.paid) == (
        "follower",
        "reserved",
        yuan("1500000.00"),
        yuan("0.00"),
    )
    assert (stored.investor_id, stored.pay_by, stored.reserved_at) == (
        follower.id,
        TODAY + timedelta(days=DAYS_TO_PAY),
        NOW,
    )
    assert (payment.purpose, payment.state, payment.amount) == ("subscription", "due", yuan("1500000.00"))
    assert room_of(row) == (before[0] - yuan("1500000.00").minor, before[1] - 1)
    assert verbs(events) == ["subscription.reserved"]
    assert events[0].after == {
        "state": "reserved",
        "round": str(row.id),
        "amount": "1500000.00",
        "determination": str(stored.determination_id),
        "head_count": str(Determination.objects.get(facts_kind="holders").id),
        "suitability": str(Determination.objects.get(facts_kind="suitability", actor_id=follower.id).id),
    }
    assert told(events[0]) == {follower.id}


def test_the_rules_are_asked_about_amount_vehicle_and_certification(row: Round, follower: Persona):
    stored = make_subscription(row, follower)
    ruling = Determination.objects.get(id=stored.determination_id).as_ruling()
    facts = SubscriptionFacts(amount=yuan(CRUMB), vehicle_form=LegalForm.LIMITED_PARTNERSHIP, is_certified=True)
    assert ruling.question() == facts
    assert (ruling.subject_kind, ruling.subject_id, ruling.as_of) == ("round", row.id, TODAY)


@pytest.mark.parametrize("waits", [False, True], ids=["never applied", "waits for the officer"])
def test_whoever_is_not_certified_is_refused_with_the_reason(founder: Persona, lead: Persona, waits: bool):
    row = make_led_round(founder, lead)
    newcomer = Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))
    if waits:
        make_application(newcomer.user, now=NOW)
    with rows_stay(*ROWS[:-1]), recorded() as events:
        done = subscribe(actor=newcomer.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(done, Refused)
    assert "subscription.certified" in {finding.rule for finding in done.findings}
    assert verbs(events) == ["subscription.refused"]
    assert (events[0].outcome, events[0].after["determination"]) == ("refused", str(done.determination_id))
    assert events[0].organisation_id is None, "whether somebody is certified is not the company's to know"


def test_a_certification_ends_with_its_last_day(row: Round, follower: Persona, monkeypatch: pytest.MonkeyPatch):
    later = NOW + timedelta(days=366)
    Round.objects.filter(id=row.id).update(closes_on=legal_day(later) + timedelta(days=9))
    assert isinstance(subscribe(actor=follower.actor, now=later, round_id=row.id, amount=yuan(CRUMB)), Refused)


def test_one_live_subscription_an_investor(row: Round, follower: Persona):
    stored, actor = make_subscription(row, follower), follower.actor
    with nothing_changes(*ROWS), pytest.raises(AlreadySubscribed):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    cancel_subscription(actor=actor, now=NOW, subscription_id=stored.id)
    assert make_subscription(row, follower).id != stored.id


def test_the_lead_does_not_follow_themselves(row: Round, lead: Persona):
    certify(lead)
    actor = lead.actor
    with nothing_changes(*ROWS), pytest.raises(AlreadySubscribed):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def test_more_than_is_left_is_not_sold(row: Round, follower: Persona):
    actor, left = follower.actor, room_of(row)[0]
    assert left == yuan("20000000.00").minor - yuan(FIFTH).minor
    with nothing_changes(*ROWS), pytest.raises(NoRoomLeft):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan("16000000.01"))
    make_subscription(row, follower, amount="16000000.00")
    assert room_of(row)[0] == 0


def test_less_than_the_smallest_subscription_is_no_subscription(row: Round, follower: Persona):
    actor = follower.actor
    with nothing_changes(*ROWS), pytest.raises(Invalid) as refused:
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan("999999.99"))
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/amount", "too_small")]


def test_nobody_follows_before_there_is_a_lead(founder: Persona, follower: Persona):
    certify(follower)
    row, actor = make_round(founder, state=RoundState.OPEN), follower.actor
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def test_nobody_follows_after_the_last_day(row: Round, follower: Persona):
    actor = follower.actor
    assert COMPLETE.closes_on is not None
    last = NOW + (COMPLETE.closes_on - TODAY)
    with nothing_changes(*ROWS), pytest.raises(IllegalMove):
        subscribe(actor=actor, now=last + timedelta(days=1), round_id=row.id, amount=yuan(CRUMB))
    assert isinstance(subscribe(actor=actor, now=last, round_id=row.id, amount=yuan(CRUMB)), UUID)


@pytest.mark.parametrize("persona", ["founder", "officer", "operator", "auditor"])
def test_whoever_sees_it_and_is_no_investor_from_outside_is_refused(
    row: Round, personas: dict[str, Persona], persona: str
):
    actor = personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


@pytest.mark.parametrize("persona", ["stranger", "partner"])
def test_for_strangers_it_does_not_exist(row: Round, personas: dict[str, Persona], persona: str):
    actor = personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(NotFound):
        subscribe(actor=actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))


def test_no_program_puts_money_in(row: Round, founder: Persona):
    assert founder.organisation is not None
    program = program_of(founder.organisation.id, "rounds:read", "rounds:write")
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        subscribe(actor=program, now=NOW, round_id=row.id, amount=yuan(CRUMB))


@pytest.mark.parametrize(
    ("application", "may"),
    [
        ({"regime": Regime.ASSET_MANAGEMENT_2018, "evidence": EvidenceKind.FAMILY_FINANCIAL_ASSETS}, False),
        ({"evidence": EvidenceKind.PENSION_OR_CHARITY}, True),
        ({"evidence": EvidenceKind.MANAGER_OR_STAFF, "declaration": STAFF}, True),
        ({"evidence": EvidenceKind.MANAGER_OR_STAFF, "declaration": replace(STAFF, manager_number="P1")}, False),
    ],
    ids=["product of 2018", "pension", "staff of this manager", "staff of another manager"],
)
def test_the_certification_is_the_one_that_the_vehicle_asks(
    founder: Persona, lead: Persona, application: dict[str, Any], may: bool
):
    row = make_led_round(founder, lead)
    newcomer = Persona(make_user("new@example.com", roles=[Role.INVESTOR], is_checked=True))
    make_certification(newcomer.user, now=NOW, **application)
    make_assessment(newcomer.user, on=legal_day(NOW))
    done = subscribe(actor=newcomer.actor, now=NOW, round_id=row.id, amount=yuan(CRUMB))
    if may:
        assert isinstance(done, UUID)
    else:
        assert isinstance(done, Refused)
        assert done.findings[0].rule == "subscription.certified"
