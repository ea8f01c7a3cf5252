"""audit / queries: the feed of sealed events.

An event gets its place in the feed when it is sealed, not when it is written: a transaction that commits late is
sealed late, behind everything that a reader has already been shown, so a cursor never passes over it.
"""

from dataclasses import dataclass
from typing import cast

from django.db.models import F
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan

from crowdfund.audit.core.cursor import FeedCursor
from crowdfund.audit.core.policy import may_read_feed
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage:
    """Some sealed events in feed order, each with `block_number` and `position`, and where to go on."""

    events: tuple[Event, ...]
    next_cursor: FeedCursor
    has_more: bool


def sealed_after(*, cursor: FeedCursor, actor: Actor, limit: int) -> FeedPage:
    """Return up to `limit` sealed events behind `cursor` that the actor may see (one query).

    :raises NotAuthorised: for a client without the scope `events:read`.
    """
    if not may_read_feed(actor):
        raise NotAuthorised
    place = Tuple(F("seal__block__number"), F("seal__position"))
    behind = TupleGreaterThan(place, (cursor.block, cursor.position))
    rows = Event.objects.visible_to(actor).sealed().filter(behind).order_by("seal__block__number", "seal__position")
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return FeedPage(
        events=tuple(shown),
        next_cursor=_place_of(shown[-1]) if shown else cursor,
        has_more=len(found) > limit,
    )


def _place_of(event: Event) -> FeedCursor:
    return FeedCursor(cast(int, getattr(event, "block_number")), cast(int, getattr(event, "position")))  # noqa: B009
