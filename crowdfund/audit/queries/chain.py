"""audit / queries: the chain, for the sealer, for the anchor and for people who want to know how it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Min, Q

from crowdfund.audit.core.chain import Header
from crowdfund.audit.core.policy import may_release, sees_everything
from crowdfund.audit.core.verification import TRANSACTION_WINDOW
from crowdfund.audit.models import Block, Delivery, Event, Seal
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised

_CHUNK = 2_000
_SHOWN = 100
_MOMENT = (
    "SELECT clock_timestamp(), pg_snapshot_xmin(pg_current_snapshot())::text::bigint,"
    " (SELECT system_identifier FROM pg_control_system())"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The database's real time, the number below which every transaction has ended, and the cluster they count in."""

    at: datetime
    horizon: int
    cluster: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainState:
    """How the chain stands: its newest block, and what waits to be sealed. `at` is the database's real time."""

    newest: Block | None
    unsealed: int
    unsealed_since: datetime | None
    at: datetime

    @property
    def unsealed_age(self) -> timedelta:
        """How long the oldest unsealed event has waited, in real time."""
        return self.at - self.unsealed_since if self.unsealed_since else timedelta(0)


def current_moment() -> Moment:
    """Return the present moment of the database (one query).

    Whoever seals must ask before reading events: what has ended by then is visible to every later statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MOMENT)
        at, horizon, cluster = cursor.fetchone()
    return Moment(at=at, horizon=horizon, cluster=cluster)


def newest_block() -> Block | None:
    """Return the block at the end of the chain (one query)."""
    return Block.objects.order_by("-number").first()


def block_numbered(number: int) -> Block | None:
    """Return one block (one query)."""
    return Block.objects.filter(number=number).first()


def blocks_after(number: int) -> Iterator[Block]:
    """Yield the blocks behind one, in order, a few at a time."""
    return Block.objects.filter(number__gt=number).order_by("number").iterator(chunk_size=_CHUNK)


def events_to_seal(*, since: int | None, limit: int) -> list[Event]:
    """Return the unsealed events in the order of their writing (one query).

    `since` is the horizon of the newest block: nothing below it can be unsealed, so those rows are not looked at.
    """
    return list(Event.objects.unsealed(since=since).order_by("sequence")[:limit])


def sealed_rows(columns: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """Yield every seal as its block's number, position and hash, and these columns of its event, in chain order."""
    wanted = ("block__number", "position", "event_hash", *(f"event__{column}" for column in columns))
    return Seal.objects.order_by("block__number", "position").values_list(*wanted).iterator(chunk_size=_CHUNK)


def event_sealed_at(*, block: int, position: int) -> UUID | None:
    """Return the id of the event that a seal speaks of, also when the event itself is gone (one query)."""
    seal = Seal.objects.filter(block__number=block, position=position).first()
    return None if seal is None else seal.event_id


def is_sealed(event_hash: str) -> bool:
    """Tell whether any seal holds this hash; reads the whole table, for use after a flaw was found."""
    return Seal.objects.filter(event_hash=event_hash).exists()


def earliest_backdated(behind: Header, *, cluster: int) -> Event | None:
    """Return the first unsealed event that claims to be older than the newest block allows (one query).

    The same rule as `core.verification.is_backdated`.
    """
    older = Q(recorded_at__lt=behind.sealed_at - TRANSACTION_WINDOW)
    if cluster == behind.cluster:
        older |= Q(transaction__lt=behind.horizon)
    return Event.objects.unsealed().filter(older).order_by("sequence").first()


def chain_state() -> ChainState:
    """Return how the chain stands (three queries; the unsealed are few)."""
    newest, moment = newest_block(), current_moment()
    since = newest.horizon if newest is not None and newest.cluster == moment.cluster else None
    waiting = Event.objects.unsealed(since=since).aggregate(count=Count("id"), earliest=Min("recorded_at"))
    return ChainState(
        newest=newest,
        unsealed=waiting["count"],
        unsealed_since=waiting["earliest"],
        at=moment.at,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainOverview:
    """What the page about the chain shows. `parked` are the deliveries that were given up, latest first."""

    state: ChainState
    parked: tuple[Delivery, ...]
    may_release: bool


def chain_overview(*, actor: Actor) -> ChainOverview:
    """Return the state of the chain and the parked deliveries (four queries).

    :raises NotAuthorised: for anybody but officers, operators and auditors.
    """
    if not sees_everything(actor):
        raise NotAuthorised
    parked = Delivery.objects.filter(parked_at__isnull=False).select_related("event").order_by("-parked_at", "id")
    return ChainOverview(state=chain_state(), parked=tuple(parked[:_SHOWN]), may_release=may_release(actor))
