"""audit / wake: a hint to the workers that there is something to send; besides doors only this speaks Celery.

It may get lost: every channel is also swept every 30 seconds. So nothing here may fail or delay the one whose
transaction has just committed, and a broker that is away is left alone for a while.
"""

import time
from dataclasses import dataclass, field
from typing import Any, Final

import structlog
from celery import current_app

from crowdfund.audit.core.tickets import Channel

log = structlog.get_logger(__name__)

_EXPIRES_SECONDS: Final = 30
"""A hint older than this is worthless: the sweep has been there."""
_PAUSE_SECONDS: Final = 5
"""How long the broker is left alone after it failed, so that not every request waits for its time-out."""
_NO_WAITING: Final = {
    "max_retries": 1,
    "interval_start": 0,
    "interval_step": 0,
    "interval_max": 0,
    "socket_connect_timeout": 1,
    "socket_timeout": 1,
}


@dataclass(slots=True)
class _Drains:
    """The tasks that send, by channel, and until when (monotonic seconds) the broker is left alone."""

    tasks: dict[Channel, str] = field(default_factory=dict)
    resting_until: float = 0.0


_drains: Final = _Drains()


def install_drain(*, channel: Channel, task: str) -> None:
    """Say which task sends over `channel`; called by the room that owns the task, when the program starts."""
    _drains.tasks[channel] = task


def wake(*channels: Channel) -> None:
    """Ask the workers to send over these channels, or over all; best effort, never raises."""
    hint(*(_drains.tasks[channel] for channel in channels or tuple(_drains.tasks)))


def hint(*tasks: str) -> None:
    """Ask the workers to run these tasks, which read from rows what there is to do; best effort, never raises."""
    if time.monotonic() < _drains.resting_until:
        return
    try:
        with current_app.connection_for_write() as connection:
            # Celery's own connections wait for a broker that is away; nobody's request may.
            connection.transport_options = {**connection.transport_options, **_NO_WAITING}
            for task in tasks:
                _send(task, connection)
    except Exception as error:
        # Whatever the broker raises: the change is safe in the database and will be swept.
        _drains.resting_until = time.monotonic() + _PAUSE_SECONDS
        log.warning("wake_not_sent", error=type(error).__name__)


def _send(task: str, connection: Any) -> None:
    current_app.send_task(task, connection=connection, expires=_EXPIRES_SECONDS, retry=False, ignore_result=True)
