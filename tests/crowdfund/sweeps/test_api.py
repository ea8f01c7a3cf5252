"""tests / sweeps: the clock over the API."""

from datetime import timedelta

import pytest

from crowdfund.db.clock import business_now, clock_offset
from crowdfund.db.models import BusinessClock
from crowdfund.kernel.days import legal_day
from tests.events import nothing_changes, recorded, verbs
from tests.factories.partners import make_program

pytestmark = pytest.mark.django_db
CLOCK = "/api/v1/clock"
DAY = timedelta(days=1)


def in_days(days):
    return (business_now() + days * DAY).isoformat()


def test_everybody_who_is_signed_in_reads_it(personas):
    for name, persona in personas.items():
        body = persona.api.get(CLOCK).json()
        assert body["day"] == legal_day(business_now()).isoformat()
        assert body["offset_seconds"] == 0
        assert body["can_move"] is (name == "operator")


def test_an_operator_moves_it_and_reads_where_it_stands(operator):
    answer = operator.send(CLOCK, {"to": in_days(45)})
    assert answer.status_code == 200
    assert answer.json() == operator.api.get(CLOCK).json() | {"now": answer.json()["now"]}
    assert answer.json()["day"] == legal_day(business_now()).isoformat()
    assert timedelta(days=45) - timedelta(minutes=1) < clock_offset() <= timedelta(days=45)


def test_the_same_key_moves_it_once(operator):
    body = {"to": in_days(45)}
    first = operator.send(CLOCK, body, key="one-and-the-same-key")
    offset = clock_offset()
    again = operator.send(CLOCK, body, key="one-and-the-same-key")
    assert again.json() == first.json()
    assert again["Idempotent-Replayed"] == "true"
    assert clock_offset() == offset


@pytest.mark.parametrize("body", [{}, {"to": "soon"}, {"to": "0001-01-01T00:00:00+08:00"}, {"by": "P1D"}])
def test_what_is_no_instant_is_an_entry_to_mend(operator, body):
    with nothing_changes(BusinessClock):
        assert operator.send(CLOCK, body).status_code == 422


def test_back_is_refused_with_a_pointer(operator):
    with nothing_changes(BusinessClock):
        answer = operator.send(CLOCK, {"to": in_days(-1)})
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [("/to", "not_ahead")]


def test_nobody_else_moves_it_and_every_attempt_is_recorded(personas):
    others = [persona for name, persona in personas.items() if name != "operator"]
    program = make_program(organisation=personas["founder"].organisation)
    key = {"Idempotency-Key": "a-program-of-a-partner"}
    with recorded() as events:
        assert [persona.send(CLOCK, {"to": in_days(1)}).status_code for persona in others] == [403] * len(others)
        assert program.api().post(CLOCK, {"to": in_days(1)}, format="json", headers=key).status_code == 403
    assert set(verbs(events)) == {"access.denied"}
    assert BusinessClock.objects.count() == 0


def test_in_production_it_is_real_time_and_locked(operator, settings):
    settings.IS_PRODUCTION = True
    assert operator.api.get(CLOCK).json()["can_move"] is False
    with nothing_changes(BusinessClock):
        answer = operator.send(CLOCK, {"to": in_days(1)})
    assert (answer.status_code, answer.json()["code"]) == (409, "clock_is_locked")
