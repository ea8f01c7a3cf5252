"""accounts / models: an invitation into an organisation, for one address, once, for a while."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.db.fields import WordField, words_check

from .organisation import Organisation


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads invitations."""

    def pending(self) -> Self:
        """Keep the invitations that were neither accepted nor withdrawn; they may have expired."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)


class Invitation(models.Model):
    """An offer to join (邀请), bound to an e-mail address. Only the hash of its token is stored."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField()
    role = WordField()
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("role", MembershipRole, name="invitation_role_is_a_word"),
            models.UniqueConstraint(
                fields=["organisation", "email"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_pending",
            ),
            models.CheckConstraint(name="invitation_email_is_lower_case", condition=Q(email=Lower("email"))),
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("invited_at"))),
            models.CheckConstraint(
                name="invitation_has_one_end",
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True)
                | Q(accepted_at__isnull=False, accepted_by__isnull=False, withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="invitation_accepted_in_time",
                condition=Q(accepted_at__isnull=True) | Q(accepted_at__lt=F("expires_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @property
    def is_open(self) -> bool:
        """Tell whether nobody has used or withdrawn it; it may have expired."""
        return self.accepted_at is None and self.withdrawn_at is None

    @classmethod
    def offer(
        cls,
        *,
        id: UUID,
        organisation_id: UUID,
        email: str,
        role: MembershipRole,
        token_hash: str,
        invited_by_id: UUID,
        now: datetime,
        expires_at: datetime,
    ) -> Self:
        """Store a new invitation."""
        invitation = cls(
            id=id,
            organisation_id=organisation_id,
            email=email,
            role=role,
            token_hash=token_hash,
            invited_by_id=invited_by_id,
            invited_at=now,
            expires_at=expires_at,
        )
        invitation.save(force_insert=True)
        return invitation

    def accept(self, *, user_id: UUID, now: datetime) -> None:
        """Store who used the invitation, and when."""
        self.accepted_at = now
        self.accepted_by_id = user_id
        self.save(update_fields=["accepted_at", "accepted_by"])

    def withdraw(self, *, now: datetime) -> None:
        """Store that the invitation is void."""
        self.withdrawn_at = now
        self.save(update_fields=["withdrawn_at"])

    def mail(self, *, now: datetime) -> None:
        """Store that the mail with the link was handed over."""
        self.mailed_at = now
        self.save(update_fields=["mailed_at"])
