"""An officer calls an investor back after the cooling-off, and never before."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from compliance.core.verdict import Refused
from compliance.models import Determination
from crowdfund.accounts.core.roles import Role
from crowdfund.kernel.errors import Invalid, NotAuthorised, NotFound, StepUpRequired
from deals.actions.record_call_back import LeadDeclines, NobodyToCallBack, record_call_back
from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.models import CallBack, Payment, Round, RoundCapacity, Subscription
from tests.events import nothing_changes, recorded, rows_stay, told, verbs
from tests.factories.accounts import join, make_user
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW, company_of
from tests.factories.leads import room_of
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ROWS = (Subscription, CallBack, Payment, RoundCapacity, Round, Determination)
TOMORROW = NOW + timedelta(days=1)
ALL = Answers(confirmed=frozenset(Question))
CONFIRMED, NOT_REACHED, DECLINED = CallBackOutcome


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    """A led raise whose lead and follower have paid a moment ago."""
    parts = [Part.uncalled(lead, "1000000.00"), Part.uncalled(follower, "4000000.00")]
    return make_led_round(founder, parts)


def of(row: Round, persona: Persona) -> Subscription:
    return Subscription.objects.get(round=row, investor_id=persona.id)


def call(
    officer: Persona,
    subscription: Subscription,
    *,
    now: Any = TOMORROW,
    outcome: CallBackOutcome = CONFIRMED,
    answers: Answers = ALL,
) -> UUID | Refused:
    return record_call_back(
        actor=officer.actor, now=now, subscription_id=subscription.id, outcome=outcome, answers=answers
    )


def test_after_a_day_a_yes_to_everything_is_stored_and_told(row: Round, follower: Persona, officer: Persona):
    with recorded() as events:
        done = call(officer, of(row, follower))
    assert isinstance(done, UUID)
    stored = CallBack.objects.get(id=done)
    assert (stored.outcome, stored.officer_id, stored.called_at) == ("confirmed", officer.id, TOMORROW)
    subscription = of(row, follower)
    assert subscription.called_back_at == TOMORROW
    assert subscription.call_back_determination_id == stored.determination_id
    assert stored.determination.verdict == "PERMIT"
    assert verbs(events) == ["subscription.called_back"]
    assert told(events[0]) == {follower.id}


@pytest.mark.parametrize("outcome", CallBackOutcome)
def test_inside_the_cooling_off_the_law_refuses_every_call(
    row: Round, follower: Persona, officer: Persona, outcome: CallBackOutcome
):
    answers = {CONFIRMED: ALL, DECLINED: Answers(confirmed=frozenset(), note="No.")}
    subscription, early = of(row, follower), TOMORROW - timedelta(microseconds=1)
    with recorded() as events, rows_stay(Subscription, CallBack, Payment, Round):
        done = call(
            officer,
            subscription,
            now=early,
            outcome=outcome,
            answers=answers.get(outcome, Answers(confirmed=frozenset())),
        )
    assert isinstance(done, Refused)
    (finding,) = done.findings
    assert (finding.rule, finding.citation.article) == ("suitability.called_back", "29")
    assert finding.remedy.zh
    assert finding.remedy.en
    assert verbs(events) == ["subscription.call_back_refused"]
    stored = Determination.objects.get(id=done.determination_id)
    assert (stored.subject_id, stored.organisation_id) == (row.id, None)
    assert [part["id"] for part in stored.facts["parts"]] == [str(subscription.id)]


def test_who_is_not_reached_is_called_again(row: Round, follower: Persona, officer: Persona):
    nothing = Answers(confirmed=frozenset())
    subscription = of(row, follower)
    for _ in range(2):
        call(officer, subscription, outcome=NOT_REACHED, answers=nothing)
    assert of(row, follower).called_back_at is None
    call(officer, subscription)
    assert list(CallBack.objects.order_by("id").values_list("outcome", flat=True)) == [
        "not_reached",
        "not_reached",
        "confirmed",
    ]


def test_a_follower_who_declines_is_out_and_gets_everything_back(
    row: Round, founder: Persona, follower: Persona, officer: Persona
):
    before = room_of(row)
    answers = Answers(confirmed=frozenset({Question.IDENTITY}), note="Does not want it any more.")
    with recorded() as events:
        call(officer, of(row, follower), outcome=DECLINED, answers=answers)
    assert of(row, follower).state == "refunding"
    assert Payment.objects.get(purpose="refund").amount == of(row, follower).amount
    assert room_of(row) == (before[0] + 400_000_000, before[1] + 1)
    assert verbs(events) == ["subscription.call_back_declined", "subscription.rescinded", "subscription.refunding"]
    assert [told(event) for event in events] == [{follower.id}, {founder.id}, {follower.id}]


def test_a_lead_is_not_let_go_by_word_of_mouth(row: Round, lead: Persona, officer: Persona):
    subscription = of(row, lead)
    with nothing_changes(*ROWS), pytest.raises(LeadDeclines):
        call(officer, subscription, outcome=DECLINED, answers=Answers(confirmed=frozenset(), note="No."))


@pytest.mark.parametrize("missing", Question)
def test_a_confirmation_needs_every_answer(row: Round, follower: Persona, officer: Persona, missing: Question):
    subscription, answers = of(row, follower), Answers(confirmed=frozenset(Question) - {missing})
    with nothing_changes(*ROWS), pytest.raises(Invalid) as caught:
        call(officer, subscription, answers=answers)
    assert [error.pointer for error in caught.value.errors] == [f"/{missing}"]


def test_somebody_is_called_back_once(row: Round, follower: Persona, officer: Persona):
    subscription = of(row, follower)
    call(officer, subscription)
    with nothing_changes(*ROWS), pytest.raises(NobodyToCallBack):
        call(officer, subscription)


def test_nobody_is_called_who_has_not_paid(founder: Persona, lead: Persona, follower: Persona, officer: Persona):
    row = make_led_round(founder, [Part.of(lead, "1000000.00"), Part.of(follower, "4000000.00", paid="0")])
    subscription = of(row, follower)
    with nothing_changes(*ROWS), pytest.raises(NobodyToCallBack):
        call(officer, subscription)


@pytest.mark.parametrize(
    ("persona", "error"),
    [
        ("founder", NotAuthorised),
        ("follower", NotAuthorised),
        ("operator", NotAuthorised),
        ("auditor", NotAuthorised),
        ("stranger", NotFound),
    ],
)
def test_only_officers_call(row: Round, personas: dict[str, Persona], persona: str, error: type[Exception]):
    subscription, actor = of(row, personas["follower"]), personas[persona].actor
    with nothing_changes(*ROWS), pytest.raises(error):
        record_call_back(actor=actor, now=TOMORROW, subscription_id=subscription.id, outcome=CONFIRMED, answers=ALL)


def test_an_officer_of_the_company_does_not_call(row: Round, founder: Persona, follower: Persona, officer: Persona):
    join(officer.user, company_of(founder))
    subscription, actor = of(row, follower), officer.actor
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        record_call_back(actor=actor, now=TOMORROW, subscription_id=subscription.id, outcome=CONFIRMED, answers=ALL)


def test_an_officer_with_money_in_the_raise_does_not_call(founder: Persona, lead: Persona):
    both = Persona(make_user("both@example.com", roles=[Role.OFFICER, Role.INVESTOR], is_checked=True, has_mfa=True))
    row = make_led_round(founder, [Part.uncalled(lead, "1000000.00"), Part.of(both, "4000000.00")])
    subscription, actor = of(row, lead), both.actor
    with nothing_changes(*ROWS), pytest.raises(NotAuthorised):
        record_call_back(actor=actor, now=TOMORROW, subscription_id=subscription.id, outcome=CONFIRMED, answers=ALL)


def test_the_second_factor_must_be_fresh(row: Round, follower: Persona, officer: Persona):
    subscription, actor = of(row, follower), officer.step_down().actor
    with nothing_changes(*ROWS), pytest.raises(StepUpRequired):
        record_call_back(actor=actor, now=TOMORROW, subscription_id=subscription.id, outcome=CONFIRMED, answers=ALL)
