"""demo / steps: one thing to try on a practice platform, before and after somebody reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from crowdfund.demo.people import Resident
from crowdfund.kernel.actor import Actor
from deals.queries import rounds_seen_by


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing to try. `url` leads to where `who` does it, and is empty for everybody else; `look` shows what it is
    about, and is empty where the reader may not see that. `is_next` marks the reader's first step that is not done.
    """

    chapter: str
    text: str
    who: Resident
    is_mine: bool
    is_done: bool
    is_next: bool
    url: str
    look: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step before anybody reads it: the page on which it is done, and the raise that it is about, if any.

    One that is not ready waits for somebody else's, so nobody is sent there yet.
    """

    chapter: str
    text: str
    who: Resident
    is_done: bool
    page: str
    round_id: UUID | None = None
    is_ready: bool = True


def as_read(moves: Iterable[Move], *, actor: Actor, email: str) -> list[Step]:
    """Return the steps as somebody reads them who signs in with `email`. One query."""
    known = list(moves)
    ids = [move.round_id for move in known if move.round_id]
    visible = set(rounds_seen_by(actor).filter(id__in=ids).values_list("id", flat=True))
    first = next((move for move in known if move.who.email == email and move.is_ready and not move.is_done), None)
    return [
        Step(
            chapter=move.chapter,
            text=move.text,
            who=move.who,
            is_mine=move.who.email == email,
            is_done=move.is_done,
            is_next=move is first,
            url=move.page if move.who.email == email else "",
            look=reverse("round", args=[move.round_id]) if move.round_id in visible else "",
        )
        for move in known
    ]
