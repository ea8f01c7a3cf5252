"""accounts / models: the natural person behind a user, with identifiers encrypted at rest."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.core.states import PersonState
from crowdfund.db.encryption import blind_index
from crowdfund.db.fields import BlindIndexField, EncryptedTextField, WordField, words_check
from crowdfund.kernel.ids import new_id

#: Separates this index from every other one made with the same key.
NUMBER_PURPOSE = "accounts.person.id_number"


def number_index(*, kind: IdentityKind, number: str) -> str:
    """Return the keyed blind index of a normalised identity number; equal for equal documents only."""
    return blind_index(f"{kind}:{number}", purpose=NUMBER_PURPOSE)


class Person(models.Model):
    """A declared and, later, checked identity (实名). One per user.

    `confirmed_at` is the confirmation as a specific target (特定对象确定): before it nothing about a deal may be shown.
    Several users may declare the same number; only one of them can be checked with it, so a declaration tells
    nobody whether a number is already known here.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="person")
    real_name = EncryptedTextField()
    id_kind = WordField()
    id_number = EncryptedTextField()
    id_number_index = BlindIndexField(purpose=NUMBER_PURPOSE)
    state = WordField()
    declared_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    identity_checked_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    refusal_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints: ClassVar = [
            words_check("id_kind", IdentityKind, name="person_id_kind_is_a_word"),
            words_check("state", PersonState, name="person_state_is_a_word"),
            models.UniqueConstraint(
                fields=["id_number_index"],
                condition=Q(state=PersonState.CHECKED.value),
                name="person_one_checked_per_number",
            ),
            models.CheckConstraint(
                name="person_decision_fits_state",
                condition=Q(
                    state=PersonState.DECLARED.value,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    identity_checked_at__isnull=True,
                    confirmed_at__isnull=True,
                    refusal_reason="",
                )
                | Q(
                    state=PersonState.CHECKED.value,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    identity_checked_at__isnull=False,
                    confirmed_at__isnull=False,
                    refusal_reason="",
                )
                | (
                    Q(
                        state=PersonState.REFUSED.value,
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        identity_checked_at__isnull=True,
                        confirmed_at__isnull=True,
                    )
                    & ~Q(refusal_reason="")
                ),
            ),
            models.CheckConstraint(
                name="person_nobody_decides_on_themselves",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "declared_at"], name="person_queue")]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def of(cls, *, user_id: UUID, now: datetime) -> Self:
        """Return a person who has not declared anything yet, unsaved and without a state."""
        return cls(id=new_id(now), user_id=user_id)

    def declare(self, *, real_name: str, id_kind: IdentityKind, id_number: str, now: datetime) -> None:
        """Store a first or a new declaration and forget an earlier refusal."""
        self.real_name = real_name
        self.id_kind = id_kind
        self.id_number = id_number
        self.id_number_index = number_index(kind=id_kind, number=id_number)
        self.state = PersonState.DECLARED
        self.declared_at = now
        self.decided_at = None
        self.decided_by = None
        self.refusal_reason = ""
        self.save(force_insert=self._state.adding)

    def check_identity(self, *, officer_id: UUID, now: datetime) -> None:
        """Store that an officer checked the identity and confirmed the person as a specific target."""
        self.state = PersonState.CHECKED
        self.decided_at = self.identity_checked_at = self.confirmed_at = now
        self.decided_by_id = officer_id
        self.save(force_update=True)

    def refuse(self, *, officer_id: UUID, reason: str, now: datetime) -> None:
        """Store that an officer refused the declaration, and why."""
        self.state = PersonState.REFUSED
        self.decided_at = now
        self.decided_by_id = officer_id
        self.refusal_reason = reason
        self.save(force_update=True)
