"""Each constraint of a call-back violated once, and that nobody rewrites what was recorded."""

import psycopg2.errors
import pytest
from django.db import IntegrityError, connection, transaction

from deals.core.call_back import Answers, CallBackOutcome, Question
from deals.models import CallBack, Round, Subscription
from tests.factories.closing import Part, make_led_round
from tests.factories.deals import NOW
from tests.personas import Persona

pytestmark = pytest.mark.django_db

ALL = frozenset(Question)
WRONG = [
    (CallBackOutcome.CONFIRMED, ALL - {Question.POSSIBLE_LOSS}, "", "call_back_confirms_everything"),
    (CallBackOutcome.NOT_REACHED, frozenset({Question.IDENTITY}), "", "call_back_not_reached_asks_nothing"),
    (CallBackOutcome.DECLINED, frozenset(), "", "call_back_declined_is_quoted"),
    ("guessed", frozenset(), "", "call_back_outcome_is_a_word"),
]


@pytest.fixture
def row(founder: Persona, lead: Persona, follower: Persona) -> Round:
    return make_led_round(founder, [Part.of(lead, "1000000.00"), Part.uncalled(follower, "4000000.00")])


def _store(
    row: Round, officer: Persona, outcome: CallBackOutcome, confirmed: frozenset[Question] = ALL, note: str = ""
) -> CallBack:
    subscription = Subscription.objects.get(round=row, kind="follower")
    return CallBack.store(
        subscription_id=subscription.id,
        outcome=outcome,
        answers=Answers(confirmed=confirmed, note=note),
        officer_id=officer.id,
        determination_id=subscription.determination_id,
        now=NOW,
    )


@pytest.mark.parametrize(("outcome", "confirmed", "note", "constraint"), WRONG)
def test_the_database_refuses(
    row: Round,
    officer: Persona,
    outcome: CallBackOutcome,
    confirmed: frozenset[Question],
    note: str,
    constraint: str,
):
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        _store(row, officer, outcome, confirmed, note)
    assert isinstance(refused.value.__cause__, psycopg2.errors.CheckViolation)
    assert refused.value.__cause__.diag.constraint_name == constraint


@pytest.mark.parametrize("sql", ["UPDATE deals_callback SET note = 'x'", "DELETE FROM deals_callback"])
def test_what_was_recorded_stays(row: Round, officer: Persona, sql: str):
    _store(row, officer, CallBackOutcome.CONFIRMED)
    with pytest.raises(Exception, match=r"append-only|permission denied|restrict"), transaction.atomic():
        connection.cursor().execute(sql)


def test_the_investor_and_the_desk_read_it_and_the_company_does_not(
    row: Round, personas: dict[str, Persona], officer: Persona
):
    _store(row, officer, CallBackOutcome.CONFIRMED)
    seen = {
        name: CallBack.objects.visible_to(personas[name].actor).count()
        for name in ("follower", "officer", "auditor", "founder", "lead", "stranger")
    }
    assert seen == {"follower": 1, "officer": 1, "auditor": 1, "founder": 0, "lead": 0, "stranger": 0}
