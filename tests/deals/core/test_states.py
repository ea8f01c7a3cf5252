"""The life of a raise, drawn as a table and compared with the code's."""

import pytest

from crowdfund.kernel.errors import IllegalMove
from deals.core.states import ROUND_MACHINE, SEEN_BY_INVESTORS, UNSEEN_BY_THE_DESK, RoundEvent, RoundState

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
