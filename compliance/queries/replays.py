"""compliance / queries: how far the nightly replay has come, and what is left of it."""

from datetime import date, datetime
from uuid import UUID

from compliance.models import Determination, Replay
from crowdfund.kernel.actor import Actor


def determinations_to_replay(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - sweeps are asked at an instant; this one is about days
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` determinations behind `after` that were not computed again on the legal day. Two queries."""
    reached = Replay.objects.filter(day=day).values_list("reached_id", flat=True).first()
    behind = max((each for each in (reached, after) if each is not None), default=None)
    rows = Determination.objects.order_by("id")
    if behind is not None:
        rows = rows.filter(id__gt=behind)
    return list(rows.values_list("id", flat=True)[:limit])


def determinations_among(keys: list[UUID], *, behind: UUID | None) -> list[Determination]:
    """Return those of some determinations that come behind another one, earliest first. One query."""
    rows = Determination.objects.filter(id__in=keys).order_by("id")
    return list(rows if behind is None else rows.filter(id__gt=behind))


def latest_replay(*, actor: Actor) -> Replay | None:
    """Return the newest replay that the actor may know of, if there is one. One query."""
    return Replay.objects.visible_to(actor).order_by("-day").first()
