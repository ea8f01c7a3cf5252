"""The life of a window, move by move."""

import pytest

from crowdfund.kernel.errors import IllegalMove
from exits.core.states import LIVE_WINDOWS, WINDOW_MACHINE, WindowEvent, WindowState


def test_a_window_opens_by_consent_and_is_settled_by_money():
    state = WINDOW_MACHINE.initial
    for event, after in (
        (WindowEvent.CONSENT, WindowState.OPEN),
        (WindowEvent.ALLOCATE, WindowState.ALLOCATED),
        (WindowEvent.SETTLE, WindowState.SETTLED),
    ):
        state = WINDOW_MACHINE.move(state, event)
        assert state is after


def test_nothing_is_allocated_without_consent_and_nothing_settled_twice():
    for state, event in (
        (WindowState.PROPOSED, WindowEvent.ALLOCATE),
        (WindowState.PROPOSED, WindowEvent.SETTLE),
        (WindowState.OPEN, WindowEvent.CONSENT),
        (WindowState.OPEN, WindowEvent.SETTLE),
        (WindowState.SETTLED, WindowEvent.SETTLE),
        (WindowState.FAILED, WindowEvent.SETTLE),
    ):
        with pytest.raises(IllegalMove):
            WINDOW_MACHINE.move(state, event)


def test_a_window_is_live_exactly_while_something_can_still_happen():
    assert {state for state in WindowState if WINDOW_MACHINE.events_from(state)} == LIVE_WINDOWS
