"""audit / models: what must still reach somebody because of an event. The only rows of this room that change."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from crowdfund.audit.core.backoff import LEASE, delay_after
from crowdfund.audit.core.tickets import Channel, Ticket
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id

from .event import Event

_ERROR_LENGTH = 500


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Reads deliveries."""

    def open(self) -> Self:
        """Keep the deliveries that are neither done nor parked."""
        return self.filter(done_at__isnull=True, parked_at__isnull=True)

    def due(self, *, channel: Channel, now: datetime) -> Self:
        """Keep the open deliveries of a channel whose time has come and that nobody is working on.

        The lease is real time, read from the database: it guards against a worker that died, not against business
        time.
        """
        is_free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=Now())
        return self.open().filter(is_free, channel=channel, due_at__lte=now)


class Delivery(models.Model):
    """A delivery (投递): one event on its way to one recipient over one channel.

    `due_at` is business time, `claimed_until` real time. `recipient` is a user's id, or a webhook endpoint's.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    channel = WordField()
    recipient = models.UUIDField()
    due_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    parked_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=_ERROR_LENGTH, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("channel", Channel, name="delivery_channel_is_a_word"),
            models.UniqueConstraint(fields=["event", "channel", "recipient"], name="delivery_once_each"),
            models.CheckConstraint(
                name="delivery_is_done_or_parked", condition=Q(done_at__isnull=True) | Q(parked_at__isnull=True)
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["channel", "due_at", "id"],
                name="delivery_open",
                condition=Q(done_at__isnull=True, parked_at__isnull=True),
            ),
            models.Index(fields=["parked_at"], name="delivery_parked", condition=Q(parked_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.id}"

    @classmethod
    def enqueue(cls, *, event: Event, recipients: Iterable[tuple[Channel, UUID]], now: datetime) -> None:
        """Store one delivery for each recipient and channel (one statement)."""
        Delivery.objects.bulk_create(
            Delivery(id=new_id(now), event=event, channel=channel, recipient=recipient, due_at=now)
            for channel, recipient in recipients
        )

    def claim(self) -> None:
        """Count a try before it is made, so that one that kills its process counts too, and keep others away."""
        self.attempts = F("attempts") + 1
        self.claimed_until = Now() + LEASE
        self.save(update_fields=["attempts", "claimed_until"])
        self.refresh_from_db(fields=["attempts", "claimed_until"])

    def finish(self, *, now: datetime) -> None:
        """Store that the effect took place."""
        self.done_at, self.claimed_until, self.last_error = now, None, ""
        self.save(update_fields=["done_at", "claimed_until", "last_error"])

    def postpone(self, *, error: str, now: datetime) -> None:
        """Store why a try failed, and when the next one is due."""
        self.due_at = now + delay_after(self.attempts)
        self.claimed_until, self.last_error = None, error[:_ERROR_LENGTH]
        self.save(update_fields=["due_at", "claimed_until", "last_error"])

    def park(self, *, error: str, now: datetime) -> None:
        """Store that nobody will try again by themselves."""
        self.parked_at, self.claimed_until, self.last_error = now, None, error[:_ERROR_LENGTH]
        self.save(update_fields=["parked_at", "claimed_until", "last_error"])

    def release(self, *, now: datetime) -> None:
        """Store that a parked delivery is tried again, from the beginning."""
        self.parked_at, self.attempts, self.due_at = None, 0, now
        self.save(update_fields=["parked_at", "attempts", "due_at"])

    @property
    def ticket(self) -> Ticket:
        """What the sender needs to know."""
        return Ticket(
            delivery_id=self.id,
            event_id=self.event_id,
            channel=Channel(self.channel),
            recipient=self.recipient,
            attempt=self.attempts,
        )
