"""files / models: one file that somebody has sent."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from crowdfund.accounts.models import Organisation
from crowdfund.db.events import Subject
from crowdfund.db.fields import WordField, words_check
from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.policy import readable_organisations, reads_everything
from crowdfund.files.core.results import Cleaned
from crowdfund.files.core.senders import Arrived, Sender
from crowdfund.files.core.states import FILE, FileEvent, FileState, Reason
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id

_HASH = r"^[0-9a-f]{64}$"


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Reads files."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own files and those of their organisations; officers and auditors see all.

        What a purpose grants besides is asked for single files only, see `queries.file_seen_by`.
        """
        if reads_everything(actor):
            return self
        own = Q(uploaded_by_id=actor.id) if actor.kind is ActorKind.PERSON else Q(pk__in=[])
        return self.filter(own | Q(organisation_id__in=readable_organisations(actor)))

    def sent_by(self, sender: Sender) -> Self:
        """Keep what one sender has sent: a person for whomever, or a program for its organisation."""
        if sender.user_id is not None:
            return self.filter(uploaded_by_id=sender.user_id)
        return self.filter(uploaded_by__isnull=True, organisation_id=sender.organisation_id)

    def waiting(self) -> Self:
        """Keep what nobody has examined to the end."""
        return self.filter(state=FileState.WAITING)

    def to_clean(self) -> Self:
        """Keep what waits and belongs to no worker. The lease is real time, read from the database."""
        return self.waiting().filter(Q(claimed_until__isnull=True) | Q(claimed_until__lte=Now()))


class StoredFile(models.Model):
    """A file (文件). `name` is for display only; `storage_key` is random and says nothing.

    `size` and `original_sha256` are of what came in, `clean_size` and `clean_sha256` of what is served, in bytes.
    `subject_kind` and `subject_id` say what the file is about, once somebody has said so. `claimed_until` is real time.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    purpose = WordField()
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    name = models.CharField(max_length=240)
    kind = WordField(blank=True)
    state = WordField(default=FILE.initial.value)
    reason = WordField(blank=True)
    size = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField(default=0)
    original_sha256 = models.CharField(max_length=64)
    clean_size = models.PositiveBigIntegerField(default=0)
    clean_sha256 = models.CharField(max_length=64, blank=True)
    storage_key = models.UUIDField(unique=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", FileState, name="file_state_is_a_word"),
            models.CheckConstraint(
                name="file_kind_is_a_word", condition=Q(kind="") | Q(kind__in=[kind.value for kind in Kind])
            ),
            models.CheckConstraint(
                name="file_reason_is_a_word", condition=Q(reason="") | Q(reason__in=[word.value for word in Reason])
            ),
            models.CheckConstraint(
                name="file_is_clean_with_all_that_is_known_of_it",
                condition=~Q(state="clean")
                | (~Q(kind="") & Q(clean_sha256__regex=_HASH) & Q(pages__gte=1) & Q(clean_size__gte=1) & Q(reason="")),
            ),
            models.CheckConstraint(
                name="file_is_quarantined_for_a_reason",
                condition=~Q(state="quarantined") | (~Q(reason="") & Q(clean_sha256="")),
            ),
            models.CheckConstraint(
                name="file_settled_has_its_instant", condition=Q(state="waiting") ^ Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(
                name="file_subject_is_whole", condition=Q(subject_kind="") ^ Q(subject_id__isnull=False)
            ),
            models.CheckConstraint(
                name="file_has_a_sender", condition=Q(uploaded_by__isnull=False) | Q(organisation__isnull=False)
            ),
            models.CheckConstraint(
                name="file_has_an_original", condition=Q(original_sha256__regex=_HASH) & Q(size__gte=1)
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="file_by_uploader", fields=["uploaded_by", "-id"]),
            models.Index(name="file_by_organisation", fields=["organisation", "-id"]),
            models.Index(name="file_by_subject", fields=["subject_id", "id"], condition=Q(subject_id__isnull=False)),
            models.Index(name="file_waiting", fields=["id"], condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_waiting(self) -> bool:
        """Whether it is still to be examined."""
        return FileState(self.state) is FileState.WAITING

    @property
    def is_clean(self) -> bool:
        """Whether there is a clean version to serve."""
        return FileState(self.state) is FileState.CLEAN

    @classmethod
    def receive(
        cls,
        *,
        now: datetime,
        sender: Sender,
        purpose: str,
        subject: Subject | None,
        name: str,
        arrived: Arrived,
    ) -> Self:
        """Store that a file has come in and waits."""
        row = cls(
            id=new_id(now),
            uploaded_by_id=sender.user_id,
            organisation_id=sender.organisation_id,
            purpose=purpose,
            subject_kind=subject.kind if subject else "",
            subject_id=subject.id if subject else None,
            name=name,
            size=arrived.size,
            original_sha256=arrived.sha256,
            storage_key=arrived.key,
            received_at=now,
        )
        row.save(force_insert=True)
        return row

    def claim(self, *, lease: timedelta) -> None:
        """Store that examining begins, and until when (real time) nobody else begins too."""
        self.attempts += 1
        StoredFile.objects.filter(pk=self.pk).update(attempts=self.attempts, claimed_until=Now() + lease)

    def release(self) -> None:
        """Store that nobody examines it any more."""
        self.claimed_until = None
        self.save(update_fields=["claimed_until"])

    def settle(self, result: Cleaned | Reason, *, sha256: str, now: datetime) -> None:
        """Store what became of it; `sha256` is that of the clean version.

        :raises IllegalMove: it is settled already.
        """
        is_clean = isinstance(result, Cleaned)
        self.state = FILE.move(FileState(self.state), FileEvent.CLEAN if is_clean else FileEvent.QUARANTINE)
        self.claimed_until, self.settled_at = None, now
        if isinstance(result, Cleaned):
            self.kind, self.pages = result.kind, result.pages
            self.clean_size, self.clean_sha256 = len(result.content), sha256
        else:
            self.reason = result
        self.save()

    def attach(self, *, purpose: str, subject: Subject) -> None:
        """Store what the file is about."""
        self.purpose, self.subject_kind, self.subject_id = purpose, subject.kind, subject.id
        self.save(update_fields=["purpose", "subject_kind", "subject_id"])
