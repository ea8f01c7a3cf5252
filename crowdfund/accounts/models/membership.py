"""accounts / models: a user belongs to an organisation from one instant to another."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crowdfund.accounts.core.roles import MembershipRole
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id

from .organisation import Organisation


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads memberships."""

    def active(self) -> Self:
        """Keep the memberships that have not ended."""
        return self.filter(left_at__isnull=True)


class Membership(models.Model):
    """What a user is in an organisation; a return after leaving is a new row."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = WordField()
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("role", MembershipRole, name="membership_role_is_a_word"),
            models.UniqueConstraint(
                fields=["user", "organisation"], condition=Q(left_at__isnull=True), name="membership_one_active"
            ),
            models.CheckConstraint(
                name="membership_period_is_forward",
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("joined_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def begin(cls, *, user_id: UUID, organisation_id: UUID, role: MembershipRole, now: datetime) -> Self:
        """Store that a user belongs to an organisation from now on."""
        membership = cls(id=new_id(now), user_id=user_id, organisation_id=organisation_id, role=role, joined_at=now)
        membership.save(force_insert=True)
        return membership

    def end(self, *, now: datetime) -> None:
        """Store that the membership is over."""
        self.left_at = now
        self.save(update_fields=["left_at"])
