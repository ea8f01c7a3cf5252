"""notices / models: an event as one reader is told of it."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from crowdfund.audit.models import Event
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Reads notices."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own notices; nobody reads another one's."""
        return self.filter(recipient_id=actor.id) if actor.kind is ActorKind.PERSON else self.none()

    def unread(self) -> Self:
        """Keep the notices that were not read yet."""
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """A notice (站内通知). Its words are not stored: they follow from the event, in the language of the day."""

    id = models.UUIDField(primary_key=True, editable=False)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["recipient", "event"], name="notice_once_each"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["recipient", "-id"], name="notice_inbox"),
            models.Index(fields=["recipient"], name="notice_unread", condition=Q(read_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def tell(cls, *, recipient_id: UUID, event_id: UUID, now: datetime) -> None:
        """Store that a reader is told of an event; telling twice changes nothing (one statement)."""
        notice = Notice(id=new_id(now), recipient_id=recipient_id, event_id=event_id, told_at=now)
        Notice.objects.bulk_create([notice], ignore_conflicts=True)

    def read(self, *, now: datetime) -> None:
        """Store when the notice was first read."""
        if self.read_at is None:
            self.read_at = now
            self.save(update_fields=["read_at"])

    @classmethod
    def read_all(cls, *, recipient_id: UUID, now: datetime) -> int:
        """Store that all of a reader's notices were read, and return how many had not been (one statement)."""
        return Notice.objects.filter(recipient_id=recipient_id).unread().update(read_at=now)
