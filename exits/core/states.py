"""exits / core: the life of a window for the next-round exit, and of a lot, as literal tables."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class WindowState(StrEnum):
    """Where a window for the next-round exit (下轮退出窗口) stands."""

    OPEN = "open"
    SETTLED = "settled"


class WindowEvent(StrEnum):
    """What can happen to a window."""

    SETTLE = "settle"


WINDOW_MACHINE: Machine[WindowState, WindowEvent] = Machine(
    "exit_window",
    WindowState.OPEN,
    {(WindowState.OPEN, WindowEvent.SETTLE): WindowState.SETTLED},
)


class LotState(StrEnum):
    """Whether a lot of shares (股份批次) may be sold."""

    LOCKED = "locked"
    FREE = "free"


class LotEvent(StrEnum):
    """What can happen to a lot."""

    UNLOCK = "unlock"


LOT_MACHINE: Machine[LotState, LotEvent] = Machine(
    "lot", LotState.LOCKED, {(LotState.LOCKED, LotEvent.UNLOCK): LotState.FREE}
)
