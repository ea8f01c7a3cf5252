"""accounts / models: a company or partnership registered in China."""

from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import Q

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Reads organisations as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the organisations that the actor belongs to; staff who supervise see all."""
        if actor.has_role("officer") or actor.has_role("operator") or actor.has_role("auditor"):
            return self
        return self.filter(id__in=list(actor.memberships))


class Organisation(models.Model):
    """A legal body (组织) under its unified social credit code (统一社会信用代码), which is public."""

    id = models.UUIDField(primary_key=True, editable=False)
    name = models.CharField(max_length=200)
    credit_code = models.CharField(max_length=18, unique=True)
    created_at = models.DateTimeField()

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="organisation_credit_code_form",
                condition=Q(credit_code__regex=r"^[0-9A-HJ-NPQRTUWXY]{2}[0-9]{6}[0-9A-HJ-NPQRTUWXY]{10}$"),
            ),
            models.CheckConstraint(name="organisation_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def found(cls, *, name: str, credit_code: str, now: datetime) -> Self:
        """Store a new organisation; the code is normalised and its check digit already verified."""
        organisation = cls(id=new_id(now), name=name, credit_code=credit_code, created_at=now)
        organisation.save(force_insert=True)
        return organisation
