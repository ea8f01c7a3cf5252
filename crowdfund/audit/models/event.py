"""audit / models: one thing that happened, written once in the transaction in which it happened."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from crowdfund.audit.core.documents import Document
from crowdfund.audit.core.policy import sees_everything
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.events import EventDraft, Outcome, Subject
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id

_REQUEST_ID_LENGTH = 100


class RealTime(models.Func):
    """The database's clock at the moment of the statement's row, not of the transaction's beginning."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class TransactionNumber(models.Func):
    """The number of the current transaction; ascending within one database cluster."""

    template = "(pg_current_xact_id())::text::bigint"
    output_field = models.BigIntegerField()


class EventQuerySet(models.QuerySet["Event"]):
    """Reads events."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the events for which `core.policy.sees_event` is true."""
        if sees_everything(actor):
            return self
        if actor.id is None:
            return self.none()
        own = Q(actor_id=actor.id) | Q(on_behalf_of=actor.id)
        return self.filter(own | Q(organisation_id__in=list(actor.memberships)))

    def about(self, subject: Subject) -> Self:
        """Keep the events about one subject."""
        return self.filter(subject_kind=subject.kind, subject_id=subject.id)

    def unsealed(self, *, since: int | None = None) -> Self:
        """Keep the events that stand in no block; `since` is a transaction number below which nobody need look."""
        rows = self.filter(seal__isnull=True)
        return rows if since is None else rows.filter(transaction__gte=since)

    def sealed(self) -> Self:
        """Keep the events that stand in a block, with `block_number` and `position` beside them."""
        return self.filter(seal__isnull=False).annotate(
            block_number=F("seal__block__number"), position=F("seal__position")
        )


class Event(models.Model):
    """An event (审计事件). Append-only. Whom or what it is about stands in it by reference, never by name.

    `sequence` ascends in the order of writing and may have gaps (a transaction that rolled back). `occurred_at` is
    business time, `recorded_at` real time. `before` and `after` are plain documents (`core.documents`).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    # The default below is never used: the migration makes the column GENERATED ALWAYS AS IDENTITY, which Django
    # offers for primary keys only, and the default is what makes Django leave the value to the database.
    sequence = models.BigIntegerField(unique=True, editable=False, db_default=0)
    verb = models.CharField(max_length=80)
    outcome = WordField()
    actor_kind = WordField()
    actor_id = models.UUIDField(null=True)
    on_behalf_of = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True, help_text="Members of this organisation may see the event.")
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    request_id = models.CharField(max_length=_REQUEST_ID_LENGTH, blank=True)
    occurred_at = models.DateTimeField()
    recorded_at = models.DateTimeField(editable=False, db_default=RealTime())
    transaction = models.BigIntegerField(editable=False, db_default=TransactionNumber())

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("outcome", Outcome, name="event_outcome_is_a_word"),
            words_check("actor_kind", ActorKind, name="event_actor_kind_is_a_word"),
            models.CheckConstraint(
                name="event_verb_is_dotted", condition=Q(verb__regex=r"^[a-z][a-z_]*(\.[a-z][a-z_]*)+$")
            ),
            models.CheckConstraint(
                name="event_has_an_actor", condition=Q(actor_id__isnull=False) | Q(actor_kind=ActorKind.ANONYMOUS.value)
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["subject_kind", "subject_id", "sequence"], name="event_subject"),
            models.Index(fields=["actor_id", "sequence"], name="event_actor"),
            models.Index(
                fields=["organisation_id", "sequence"],
                name="event_organisation",
                condition=Q(organisation_id__isnull=False),
            ),
            models.Index(fields=["transaction"], name="event_transaction"),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.verb} {self.id}"

    @classmethod
    def write(cls, draft: EventDraft, *, before: Document, after: Document, actor: Actor, now: datetime) -> Self:
        """Store one event with its two documents in their plain form (one statement)."""
        event = cls(
            id=new_id(now),
            verb=draft.verb,
            outcome=draft.outcome,
            subject_kind=draft.subject.kind,
            subject_id=draft.subject.id,
            organisation_id=draft.organisation,
            before=before,
            after=after,
            reason=draft.reason,
            actor_kind=actor.kind,
            actor_id=actor.id,
            on_behalf_of=actor.on_behalf_of,
            request_id=actor.request_id[:_REQUEST_ID_LENGTH],
            occurred_at=now,
        )
        event.save(force_insert=True)
        return event

    @property
    def subject(self) -> Subject:
        """What the event is about."""
        return Subject(kind=self.subject_kind, id=self.subject_id)

    @property
    def changes(self) -> list[tuple[str, Any, Any]]:
        """Each key of `before` and `after` with both values, in the order of the keys; absent is None."""
        keys = sorted({*self.before, *self.after})
        return [(key, self.before.get(key), self.after.get(key)) for key in keys]
