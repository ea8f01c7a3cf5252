"""exits / core: the life of a window for the next-round exit, and of a lot, as literal tables."""

from enum import StrEnum

from crowdfund.kernel.machine import Machine


class WindowState(StrEnum):
    """Where a window for the next-round exit (下轮退出窗口) stands."""

    PROPOSED = "proposed"
    """The company names an investor, who has not answered yet."""
    OPEN = "open"
    """The investor has consented to a capacity; holders choose."""
    ALLOCATED = "allocated"
    """Who sells how much is fixed; the investor is to pay."""
    SETTLED = "settled"
    """Units and money have moved, or nobody wanted to leave."""
    DECLINED = "declined"
    LAPSED = "lapsed"
    """The investor did not answer by the last day."""
    FAILED = "failed"
    """The investor did not pay in time; no unit has moved."""


class WindowEvent(StrEnum):
    """What can happen to a window."""

    CONSENT = "consent"
    DECLINE = "decline"
    LAPSE = "lapse"
    ALLOCATE = "allocate"
    CLOSE = "close"
    """Nobody wanted to leave."""
    SETTLE = "settle"
    FAIL = "fail"


WINDOW_MACHINE: Machine[WindowState, WindowEvent] = Machine(
    "exit_window",
    WindowState.PROPOSED,
    {
        (WindowState.PROPOSED, WindowEvent.CONSENT): WindowState.OPEN,
        (WindowState.PROPOSED, WindowEvent.DECLINE): WindowState.DECLINED,
        (WindowState.PROPOSED, WindowEvent.LAPSE): WindowState.LAPSED,
        (WindowState.OPEN, WindowEvent.ALLOCATE): WindowState.ALLOCATED,
        (WindowState.OPEN, WindowEvent.CLOSE): WindowState.SETTLED,
        (WindowState.ALLOCATED, WindowEvent.SETTLE): WindowState.SETTLED,
        (WindowState.ALLOCATED, WindowEvent.FAIL): WindowState.FAILED,
    },
)

LIVE_WINDOWS = frozenset({WindowState.PROPOSED, WindowState.OPEN, WindowState.ALLOCATED})
"""States in which a window keeps the units of its vehicle from being offered a second time."""


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
