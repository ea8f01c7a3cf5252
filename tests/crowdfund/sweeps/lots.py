"""tests / sweeps: lots that are due on a day, as rows of a table that every database has, and a sweep over them.

A lot is a heartbeat called "lot <id>" at the beginning of its due day; each effect on it leaves one more heartbeat
"<id>:...". So whoever settles a lot twice leaves two of them.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from crowdfund.db.locks import lock_rows
from crowdfund.db.models import Heartbeat
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import start_of
from crowdfund.sweeps.core.sweep import Sweep
from crowdfund.sweeps.models import Effect

SWEEPER = Actor.system("sweeps", "tests")
DAY = date(2027, 1, 31)
NOON = start_of(DAY) + timedelta(hours=12)


def add_lots(count: int, *, due_on: date = DAY) -> list[UUID]:
    """Store lots and return their ids in ascending order."""
    ids = sorted(uuid4() for _ in range(count))
    Heartbeat.objects.bulk_create([Heartbeat(name=f"lot {key.hex}", beat_at=start_of(due_on)) for key in ids])
    return ids


def effect_key(key: UUID) -> str:
    return f"lot {key.hex} unlocked"


def due_lots(*, day: date, now: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return what is due and not done."""
    rows = Heartbeat.objects.filter(name__startswith="lot ", beat_at__lte=start_of(day))
    if after is not None:
        rows = rows.filter(name__gt=f"lot {after.hex}")
    ids = (UUID(name.removeprefix("lot ")) for name in rows.order_by("name").values_list("name", flat=True))
    done = set(Effect.objects.values_list("key", flat=True))
    return [key for key in ids if effect_key(key) not in done][:limit]


def leave_a_mark(key: UUID) -> None:
    Heartbeat.objects.create(name=f"{key.hex}:{uuid4().hex[:7]}", beat_at=NOON)


def settle_lots(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """Lock, claim, do: the way a sweep should be written."""
    with unit_of_work(actor=actor, now=now):
        lock_rows(Heartbeat.objects.filter(name__in=[f"lot {key.hex}" for key in keys]))
        return _claim_and_do(keys, now)


def settle_with_claim_only(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """The unique key alone: the second waits for the first one's transaction."""
    with unit_of_work(actor=actor, now=now):
        return _claim_and_do(keys, now)


def settle_unguarded(*, actor: Actor, now: datetime, day: date, keys: list[UUID]) -> int:
    """The control: neither lock nor claim."""
    with unit_of_work(actor=actor, now=now):
        for key in keys:
            leave_a_mark(key)
        return len(keys)


def _claim_and_do(keys: list[UUID], now: datetime) -> int:
    fresh = Effect.claim([effect_key(key) for key in keys], now=now)
    for key in keys:
        if effect_key(key) in fresh:
            leave_a_mark(key)
    return len(fresh)


def lot_sweep(
    *, settle: Any = settle_lots, due: Callable[..., list[UUID]] = due_lots, name: str = "unlock_lots", **options: Any
) -> Sweep:
    return Sweep(name=name, due=due, settle=settle, **options)


def marks() -> dict[UUID, int]:
    """Return how often each lot was settled."""
    found: dict[UUID, int] = {}
    for name in Heartbeat.objects.filter(name__contains=":").values_list("name", flat=True):
        key = UUID(name.split(":")[0])
        found[key] = found.get(key, 0) + 1
    return found


def once(ids: list[UUID]) -> dict[UUID, int]:
    return dict.fromkeys(ids, 1)
