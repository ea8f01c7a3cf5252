"""A follower whom no call-back reaches does not hold up the closing for ever; a lead and whoever was reached stay."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from compliance.core.duties import Span
from compliance.core.verdict import Refused
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.ledger.queries import inspect
from deals.actions.close_round import close_round
from deals.actions.cool_off import cooling_off_ends, reached_by
from deals.actions.end_unreached_subscriptions import end_unreached_subscriptions
from deals.actions.record_call_back import record_call_back
from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.core.round import RoundSnapshot
from deals.models import Payment, Round, RoundCapacity, Subscription
from deals.queries import rooms_that_disagree
from deals.queries.call_backs import unreached_subscriptions
from deals.queries.duties import last_days_to_reach
from tests.events import nothing_changes, recorded, told, verbs
from tests.factories.accounts import make_user
from tests.factories.closing import PLATFORM, Part, make_led_round
from tests.factories.deals import NOW, changed, yuan
from tests.factories.leads import room_of
from tests.factories.screening import pass_screening
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, Payment, RoundCapacity, Round)
LAST = reached_by(cooling_off_ends(NOW))
CONFIRMED, NOT_REACHED, _ = CallBackOutcome


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise with enough in custody; the lead was called back, the follower not."""
    parts = [Part.of(lead, "4000000.00"), Part.uncalled(follower, "16000000.00")]
    terms = changed(closes_on=LAST + timedelta(days=60), minimum_raise=yuan("4000000.00"))
    return make_led_round(founder, parts, terms=terms)


def of(row: Round, persona: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor_id=persona.id)


def at(day: date) -> datetime:
    return NOW + (day - legal_day(NOW))


def due(day: date) -> list[UUID]:
    return unreached_subscriptions(day=day, now=at(day), after=None, limit=9)


def sweep(day: date) -> int:
    return end_unreached_subscriptions(actor=PLATFORM, now=at(day), day=day, keys=due(day))


def call(officer: Persona, subscription: Subscription, *, days: int, outcome: CallBackOutcome = NOT_REACHED) -> None:
    answers = Answers(confirmed=frozenset(Question if outcome is CONFIRMED else ()))
    done = record_call_back(
        actor=officer.actor,
        now=NOW + timedelta(days=days),
        subscription_id=subscription.id,
        outcome=outcome,
        answers=answers,
    )
    assert isinstance(done, UUID)


def test_the_term_comes_from_the_book_and_does_not_count_the_day_of_the_cooling_off(row: Round, follower: Persona):
    assert of(row, follower).call_back_by == LAST == legal_day(NOW) + timedelta(days=16)


def test_after_reminders_and_calls_on_three_days_it_ends_and_everything_goes_back(
    row: Round, founder: Persona, follower: Persona, officer: Persona
):
    subscription, before = of(row, follower), room_of(row)
    for days in (1, 2, 3):
        call(officer, subscription, days=days)
    with recorded() as events:
        counts = [sweep(LAST - timedelta(days=days)) for days in (7, 6, 6, 2, 1, 0)]
    assert counts == [0, 1, 0, 0, 1, 0]
    assert verbs(events) == ["subscription.unreached", "subscription.call_back_runs_out"] * 2
    assert [told(event) for event in events] == [{follower.id}, {officer.id}] * 2
    assert {event.organisation_id for event in events} == {None}, "whom nobody reaches is not the company's to know"
    assert [(event.after["by"], event.after["days"], event.after["tried"]) for event in events[::2]] == [
        (LAST.isoformat(), "7", "3"),
        (LAST.isoformat(), "2", "3"),
    ]
    with recorded() as events:
        assert sweep(LAST + timedelta(days=1)) == 1
    assert of(row, follower).state == "refunding"
    assert Payment.objects.get(purpose="refund").amount == subscription.amount
    assert room_of(row) == (before[0] + subscription.amount.minor, before[1] + 1)
    assert verbs(events) == ["subscription.unreached_ended", "subscription.refunding"]
    assert told(events[0]) == {founder.id, follower.id}
    assert rooms_that_disagree() == []
    assert inspect().fault is None
    assert sweep(LAST + timedelta(days=2)) == 0


def test_then_the_raise_closes_over_who_was_reached(
    founder: Persona, lead: Persona, follower: Persona, officer: Persona
):
    other = make_user("other@example.com", roles=[Role.INVESTOR], is_checked=True)
    pass_screening(other)
    parts = [Part.of(lead, "4500000.00"), Part.of(other, "15500000.00")]
    terms = changed(closes_on=LAST + timedelta(days=60), target=yuan("21000000.00"), minimum_raise=yuan("20000000.00"))
    row = make_led_round(founder, [*parts, Part.uncalled(follower, "1000000.00")], terms=terms)
    day = LAST + timedelta(days=1)
    for days in (1, 2, 3):
        call(officer, of(row, follower), days=days)
    stopped = close_round(actor=founder.actor, now=at(LAST), round_id=row.id)
    assert isinstance(stopped, Refused)
    assert {finding.rule for finding in stopped.findings if finding.outcome.refuses} == {"suitability.called_back"}
    assert [sweep(LAST), sweep(day)] == [1, 1]
    assert isinstance(close_round(actor=founder.actor, now=at(day), round_id=row.id), RoundSnapshot)


def test_calls_on_one_day_count_once(row: Round, follower: Persona, officer: Persona):
    for _ in range(3):
        call(officer, of(row, follower), days=1)
    assert sweep(LAST) == 1
    assert due(LAST + timedelta(days=1)) == []
    for days in (17, 18):
        call(officer, of(row, follower), days=days)
    assert sweep(LAST + timedelta(days=3)) == 1
    assert of(row, follower).state == "refunding"


def test_nobody_leaves_unreminded(row: Round, follower: Persona, officer: Persona):
    for days in (1, 2, 3):
        call(officer, of(row, follower), days=days)
    late = LAST + timedelta(days=9)
    with recorded() as events:
        assert sweep(late) == 1
    assert verbs(events)[0] == "subscription.unreached"
    subscription = of(row, follower)
    assert (subscription.state, subscription.call_back_by) == ("paid", late + timedelta(days=6))
    assert due(late + timedelta(days=1)) == []


def test_whoever_was_reached_or_has_rescinded_since_the_question_is_left_alone(
    row: Round, follower: Persona, officer: Persona
):
    subscription = of(row, follower)
    keys = due(LAST)
    call(officer, subscription, days=16, outcome=CONFIRMED)
    with nothing_changes(*ROWS):
        assert end_unreached_subscriptions(actor=PLATFORM, now=at(LAST), day=LAST, keys=keys) == 0
    assert due(LAST) == []


def test_a_lead_is_never_let_go_for_want_of_a_call(founder: Persona, lead: Persona, follower: Persona):
    row = make_led_round(founder, [Part.uncalled(lead, "4000000.00"), Part.of(follower, "16000000.00")])
    assert of(row, lead).call_back_by is None
    assert due(LAST + timedelta(days=99)) == []
    with nothing_changes(*ROWS):
        day = LAST + timedelta(days=99)
        keys = [of(row, lead).id]
        assert end_unreached_subscriptions(actor=PLATFORM, now=at(day), day=day, keys=keys) == 0


def test_only_the_platform_does(row: Round, follower: Persona, officer: Persona):
    keys = due(LAST)
    assert keys == [of(row, follower).id]
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        end_unreached_subscriptions(actor=officer.actor, now=at(LAST), day=LAST, keys=keys)


def test_the_last_day_stands_in_the_calendar_of_investor_and_desk(
    row: Round, follower: Persona, officer: Persona, stranger: Persona
):
    span = Span(first=LAST, last=LAST, today=legal_day(NOW), most=9)
    own, desk = (list(last_days_to_reach(persona.actor, span)) for persona in (follower, officer))
    assert [(duty.on, duty.page) for duty in (*own, *desk)] == [(LAST, "round"), (LAST, "call_backs")]
    assert list(last_days_to_reach(stranger.actor, span)) == []
