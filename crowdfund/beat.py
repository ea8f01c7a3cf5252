"""roof / beat: the scheduler that starts sweeps, with a heartbeat of its own.

Two of them, or none for an hour, change nothing in any result: each sweep asks what is due and not done.
"""

import structlog
from celery.beat import Scheduler as StaticScheduler
from django.db import Error, close_old_connections

from crowdfund.kernel.clock import system_now
from crowdfund.web.health import beat

log = structlog.get_logger(__name__)
_EVERY_SECONDS = 15


class Scheduler(StaticScheduler):
    """Celery's in-memory scheduler for the static schedule; notes in the database that it is still ticking."""

    _noted_at: float = 0.0

    def tick(self, *args: object, **options: object) -> float:
        """Send what is due, then note the heartbeat; a database that is away must not stop the schedule."""
        wait: float = super().tick(*args, **options)
        instant = system_now()
        if instant.timestamp() - self._noted_at >= _EVERY_SECONDS:
            self._noted_at = instant.timestamp()
            try:
                close_old_connections()
                beat(name="beat", at=instant)
            except Error as error:
                log.warning("heartbeat_not_noted", error=type(error).__name__)
        return min(wait, float(_EVERY_SECONDS))
