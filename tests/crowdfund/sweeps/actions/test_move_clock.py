"""tests / sweeps actions: operators move a sandbox's clock, forward only, and it is recorded."""

from datetime import timedelta

import pytest

from crowdfund.db.clock import ClockIsLocked, business_now, clock_offset
from crowdfund.db.models import FURTHEST_AHEAD, BusinessClock
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import Conflict, Invalid, NotAuthenticated, NotAuthorised
from crowdfund.sweeps.actions.move_clock import FURTHEST, move_clock
from crowdfund.sweeps.core.names import CLOCK
from tests.crowdfund.sweeps.lots import SWEEPER
from tests.events import nothing_changes, recorded

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def move(actor, by, *, now=None):
    now = now or business_now()
    return move_clock(actor=actor, now=now, to=now + by)


def test_business_time_goes_on_from_there_and_it_is_recorded(operator):
    with recorded() as events:
        to = move(operator.actor, 30 * DAY)
    assert timedelta(0) <= business_now() - to < timedelta(minutes=1)
    (event,) = events
    assert (event.verb, event.subject_kind, event.subject_id) == ("clock.moved", "clock", CLOCK)
    assert event.before == {"offset_seconds": 0}
    assert event.after == {"offset_seconds": 30 * 86_400, "to": to.isoformat()}
    assert event.actor_id == operator.id


def test_recorded_at_stays_on_real_time(operator):
    move(operator.actor, 400 * DAY)
    with recorded() as events:
        move(operator.actor, DAY)
    (event,) = events
    assert event.occurred_at - event.recorded_at > 399 * DAY


@pytest.mark.parametrize(
    ("by", "code"), [(timedelta(0), "not_ahead"), (-DAY, "not_ahead"), (FURTHEST + DAY, "too_large")]
)
def test_it_can_not_be_moved_back_or_too_far(operator, by, code):
    with nothing_changes(BusinessClock), pytest.raises(Invalid) as refused:
        move(operator.actor, by)
    assert [(error.pointer, error.code) for error in refused.value.errors] == [("/to", code)]


def test_many_moves_end_within_a_century(operator):
    BusinessClock.advance(by=FURTHEST_AHEAD - DAY)
    with pytest.raises(Invalid):
        move(operator.actor, 2 * DAY)
    move(operator.actor, DAY)
    assert clock_offset() == FURTHEST_AHEAD


def test_whoever_read_the_clock_before_it_was_moved_must_look_again(operator):
    """Otherwise "to the first of May" would end at another day, because the moves add up."""
    seen = business_now()
    move(operator.actor, DAY)
    with nothing_changes(BusinessClock), pytest.raises(Conflict):
        move(operator.actor, DAY, now=seen)
    move(operator.actor, DAY)
    assert clock_offset() == 2 * DAY


def test_nobody_else_moves_it(personas):
    others = [persona.actor for name, persona in personas.items() if name != "operator"]
    with nothing_changes(BusinessClock):
        for actor in (*others, SWEEPER):
            with pytest.raises(NotAuthorised):
                move(actor, DAY)
        with pytest.raises(NotAuthenticated):
            move(Actor.anonymous("tests"), DAY)


def test_production_refuses_even_operators(operator, settings):
    settings.IS_PRODUCTION = True
    with nothing_changes(BusinessClock), pytest.raises(ClockIsLocked):
        move(operator.actor, DAY)
