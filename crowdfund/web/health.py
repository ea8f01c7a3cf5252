"""web / health: is the program alive, and is everything it needs there and moving."""

from datetime import datetime, timedelta
from typing import Any

from django.core.cache import cache
from django.db import Error, connection
from redis.exceptions import RedisError

from crowdfund.db.models import Heartbeat

LATE_AFTER = timedelta(seconds=60)
PROCESSES = ("worker", "beat")


def beat(*, name: str, at: datetime) -> None:
    """Note that the process `name` worked at `at` (real time); an older instant never replaces a newer one."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO db_heartbeat (name, beat_at) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET beat_at = greatest(db_heartbeat.beat_at, excluded.beat_at)",
            [name, at],
        )


def heartbeat_ages(*, now: datetime) -> dict[str, int]:
    """Return how many whole seconds ago (real time) each process that ever worked last did. One query.

    :raises django.db.Error: the database does not answer.
    """
    return {row.name: int((now - row.beat_at).total_seconds()) for row in Heartbeat.objects.all()}


def readiness(*, now: datetime) -> tuple[bool, dict[str, Any]]:
    """Return whether requests can be served, and the state of each part with the age of the heartbeats in seconds.

    A late worker or beat is shown but does not make the web unready: pages work without them.
    """
    parts: dict[str, Any] = {"database": "ok", "redis": "ok"}
    try:
        ages = heartbeat_ages(now=now)
    except Error:
        return False, {"database": "down"}
    try:
        cache.get("readiness")
    except (RedisError, OSError):
        parts["redis"] = "down"
    for name in PROCESSES:
        age = ages.get(name)
        is_late = age is None or age > LATE_AFTER.total_seconds()
        parts[name] = {"age_seconds": age, "state": "late" if is_late else "ok"}
    return True, parts
