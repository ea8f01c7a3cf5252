"""The life of a raise, drawn as a table and compared with the code's."""

import pytest

from crowdfund.kernel.errors import IllegalMove
from deals.core.states import (
    ROUND_MACHINE,
    SEEN_BY_INVESTORS,
    STRAY_MACHINE,
    UNSEEN_BY_THE_DESK,
    RoundEvent,
    RoundState,
    StrayEvent,
    StrayState,
)

TABLE = """
state      submit     return  approve   open  confirm_lead  close   fail
draft      submitted  -       -         -     -             -       -
submitted  -          draft   approved  -     -             -       -
approved   -          -       -         open  -             -       -
open       -          -       -         -     led           -       failed
led        -          -       -         -     -             closed  failed
closed     -          -       -         -     -             -       -
failed     -          -       -         -     -             -       -
"""


def _cells() -> list[tuple[RoundState, RoundEvent, str]]:
    head, *rows = (line.split() for line in TABLE.strip().splitlines())
    return [
        (RoundState(row[0]), RoundEvent(event), after)
        for row in rows
        for event, after in zip(head[1:], row[1:], strict=True)
    ]


def test_the_table_names_every_state_and_event():
    assert {state for state, _, _ in _cells()} == set(RoundState) == set(ROUND_MACHINE.states)
    assert {event for _, event, _ in _cells()} == set(RoundEvent)


@pytest.mark.parametrize(("state", "event", "after"), _cells())
def test_every_move_is_the_one_in_the_table(state: RoundState, event: RoundEvent, after: str):
    if after == "-":
        assert not ROUND_MACHINE.may(state, event)
        with pytest.raises(IllegalMove):
            ROUND_MACHINE.move(state, event)
    else:
        assert ROUND_MACHINE.move(state, event) is RoundState(after)


def test_a_raise_begins_unseen_and_is_shown_while_one_can_still_come_in():
    assert ROUND_MACHINE.initial in UNSEEN_BY_THE_DESK
    assert {RoundState.OPEN, RoundState.LED} == SEEN_BY_INVESTORS


STRAY_TABLE = """
state       propose   confirm  instruct    settle
waiting     proposed  -        -           -
proposed    proposed  due      -           -
due         -         -        instructed  returned
instructed  -         -        -           returned
returned    -         -        -           -
"""


def test_the_life_of_stray_money_is_the_one_in_the_table():
    head, *rows = (line.split() for line in STRAY_TABLE.strip().splitlines())
    assert [row[0] for row in rows] == [state.value for state in StrayState]
    assert head[1:] == [event.value for event in StrayEvent]
    for state, *after in rows:
        for event, wanted in zip(head[1:], after, strict=True):
            may = STRAY_MACHINE.may(StrayState(state), StrayEvent(event))
            assert may is (wanted != "-"), (state, event)
            if may:
                assert STRAY_MACHINE.move(StrayState(state), StrayEvent(event)) == wanted
