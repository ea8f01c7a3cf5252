"""embedded / child: what a supervised process is, before it runs."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def always() -> bool:
    """The readiness of a child nobody waits for."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process to be kept alive, or a step that ends by itself: how to start it, see that it works, and end it.

    `stop_within` is in seconds; a quiet child writes to its log file only, not to the terminal.
    """

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(repr=False)
    is_ready: Callable[[], bool] = always
    stop_signal: signal.Signals = signal.SIGTERM
    stop_within: float = 10.0
    is_quiet: bool = False
    user: int | None = None
    group: int | None = None
