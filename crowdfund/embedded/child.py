"""embedded / child: what a supervised process is, before it runs."""

import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def always() -> bool:
    """The readiness of a child nobody waits for."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Child:
    """A process to be kept alive: how to start it, how to see that it works, how to end it.

    `stop_within` is in seconds; `is_quiet` children write to their log file only, not to the terminal.
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
