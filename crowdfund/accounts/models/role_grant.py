"""accounts / models: a platform role given to a user by another one, until it is revoked."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from crowdfund.accounts.core.roles import Role
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Reads grants."""

    def active(self) -> Self:
        """Keep the grants that were not revoked."""
        return self.filter(revoked_at__isnull=True)


class RoleGrant(models.Model):
    """A dated role. `granted_by` is empty only where the system gave it (first operator, founder of a new company)."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="role_grants")
    role = WordField()
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    granted_at = models.DateTimeField()
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("role", Role, name="role_grant_role_is_a_word"),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(revoked_at__isnull=True), name="role_grant_one_active"
            ),
            models.CheckConstraint(
                name="role_grant_never_to_oneself",
                condition=Q(granted_by__isnull=True) | ~Q(granted_by=F("user")),
            ),
            models.CheckConstraint(
                name="role_grant_period_is_forward",
                condition=Q(revoked_at__isnull=True) | Q(revoked_at__gte=F("granted_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)

    @classmethod
    def give(cls, *, user_id: UUID, role: Role, granted_by_id: UUID | None, now: datetime) -> Self:
        """Store that a user has a role from now on."""
        grant = cls(id=new_id(now), user_id=user_id, role=role, granted_by_id=granted_by_id, granted_at=now)
        grant.save(force_insert=True)
        return grant

    def revoke(self, *, revoked_by_id: UUID | None, now: datetime) -> None:
        """Store that the role is gone."""
        self.revoked_at = now
        self.revoked_by_id = revoked_by_id
        self.save(update_fields=["revoked_at", "revoked_by"])
