"""notices / queries: a reader's notices and choices, and how to reach the reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from crowdfund.accounts.core.languages import Language
from crowdfund.accounts.queries import emails_of, languages_of, organisations_of
from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.topics import Choice, Topic
from crowdfund.notices.models import Notice, Preference


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Where and in which language somebody reads their e-mail."""

    address: str
    language: Language


def event_behind(event_id: UUID) -> Event:
    """Return the event of a delivery; its recipients were chosen by the action that recorded it (one query)."""
    return Event.objects.get(id=event_id)


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """Return the actor's notices with their events, latest first."""
    return Notice.objects.visible_to(actor).select_related("event").order_by("-id")


def unread_count(actor: Actor) -> int:
    """Return how many notices the actor has not read (one query on a partial index)."""
    return Notice.objects.visible_to(actor).unread().count()


def organisation_names(ids: Iterable[UUID], actor: Actor) -> dict[UUID, str]:
    """Return the names of those among the organisations that the actor may see (one query)."""
    return dict(organisations_of(actor).filter(id__in=list(ids)).values_list("id", "name"))


def switched_off(user_id: UUID) -> frozenset[Choice]:
    """Return what a reader does not want (one query)."""
    rows = Preference.objects.filter(user_id=user_id, is_wanted=False).values_list("topic", "channel")
    return frozenset((Topic(topic), Channel(channel)) for topic, channel in rows)


def reader(user_id: UUID) -> Reader | None:
    """Return how to write to a user, or nothing when the user is gone or was deactivated (two queries)."""
    address = emails_of([user_id]).get(user_id)
    if address is None:
        return None
    return Reader(address=address, language=Language(languages_of([user_id])[user_id]))
