"""The life of a window, move by move."""

import pytest

from crowdfund.kernel.errors import IllegalMove
from exits.core.states import WINDOW_MACHINE, WindowEvent, WindowState


def test_a_window_is_settled_once():
    assert WINDOW_MACHINE.initial is WindowState.OPEN
    assert WINDOW_MACHINE.move(WindowState.OPEN, WindowEvent.SETTLE) is WindowState.SETTLED
    with pytest.raises(IllegalMove):
        WINDOW_MACHINE.move(WindowState.SETTLED, WindowEvent.SETTLE)
