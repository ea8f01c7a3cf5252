"""State machines: whatever happens, the state is one of the table and came by a move of the table."""

from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.errors import IllegalMove
from crowdfund.kernel.machine import Machine


class Lamp(StrEnum):
    OFF = "off"
    ON = "on"
    BROKEN = "broken"


class Hand(StrEnum):
    PRESS = "press"
    DROP = "drop"


MOVES = {
    (Lamp.OFF, Hand.PRESS): Lamp.ON,
    (Lamp.ON, Hand.PRESS): Lamp.OFF,
    (Lamp.ON, Hand.DROP): Lamp.BROKEN,
}
lamp = Machine("lamp", Lamp.OFF, MOVES)


@given(st.lists(st.sampled_from(Hand)))
def test_a_machine_never_leaves_its_table(events: list[Hand]) -> None:
    state = lamp.initial
    for event in events:
        if lamp.may(state, event):
            following = lamp.move(state, event)
            assert MOVES[state, event] is following
            state = following
        else:
            with pytest.raises(IllegalMove):
                lamp.move(state, event)
        assert state in lamp.states


@given(st.sampled_from(Lamp), st.sampled_from(Hand))
def test_may_and_events_from_tell_the_table(state: Lamp, event: Hand) -> None:
    assert lamp.may(state, event) == ((state, event) in MOVES) == (event in lamp.events_from(state))


def test_an_illegal_move_names_machine_state_and_event() -> None:
    with pytest.raises(IllegalMove) as caught:
        lamp.move(Lamp.BROKEN, Hand.PRESS)
    assert caught.value.params == {"machine": "lamp", "state": Lamp.BROKEN, "event": Hand.PRESS}
    assert caught.value.code == "illegal_move"


def test_the_table_cannot_be_changed_afterwards() -> None:
    moves = dict(MOVES)
    machine = Machine("lamp", Lamp.OFF, moves)
    moves[Lamp.BROKEN, Hand.PRESS] = Lamp.ON
    assert not machine.may(Lamp.BROKEN, Hand.PRESS)
    with pytest.raises(TypeError):
        machine.moves[Lamp.BROKEN, Hand.PRESS] = Lamp.ON  # type: ignore[index]


def test_states_come_in_the_order_of_the_table() -> None:
    assert lamp.states == (Lamp.OFF, Lamp.ON, Lamp.BROKEN)


def test_a_state_that_no_way_leads_to_is_refused() -> None:
    with pytest.raises(ValueError, match="no way leads to broken"):
        Machine("lamp", Lamp.OFF, {(Lamp.OFF, Hand.PRESS): Lamp.ON, (Lamp.BROKEN, Hand.PRESS): Lamp.ON})


def test_states_that_only_lead_to_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match="no way leads to on, broken"):
        Machine("lamp", Lamp.OFF, {(Lamp.ON, Hand.DROP): Lamp.BROKEN, (Lamp.BROKEN, Hand.PRESS): Lamp.ON})


def test_the_drawing_shows_start_moves_and_ends() -> None:
    assert lamp.mermaid() == (
        "stateDiagram-v2\n"
        "    [*] --> off\n"
        "    off --> on: press\n"
        "    on --> off: press\n"
        "    on --> broken: drop\n"
        "    broken --> [*]\n"
    )
