"""audit / wake: a hint to the workers that there is something to send; besides doors only this speaks Celery.

It may get lost: every channel is also swept every 30 seconds. So nothing here may fail or delay the one whose
transaction has just committed, and a broker that is away is left alone for a while.
"""

import time
from dataclasses import dataclass, field
from typing import Final

import structlog
from celery import current_app

from crowdfund.audit.core.tickets import Channel

log = structlog.get_logger(__name__)

_EXPIRES_SECONDS: Final = 30
"""A hint older than this is worthless: the sweep has been there."""
_PAUSE_SECONDS: Final = 5
"""How long the broker is left alone after it failed, so that not every request waits for its time-out."""


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
    if time.monotonic() < _drains.resting_until:
        return
    for channel in channels or tuple(_drains.tasks):
        try:
            current_app.send_task(_drains.tasks[channel], expires=_EXPIRES_SECONDS, retry=False, ignore_result=True)
        # Whatever the broker raises: the change is safe in the database and will be swept.
        except Exception as error:
            _drains.resting_until = time.monotonic() + _PAUSE_SECONDS
            log.warning("wake_not_sent", channel=channel.value, error=type(error).__name__)
            return
