"""deals / models: a company's project, under which it raises money."""

from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id


class ProjectQuerySet(models.QuerySet["Project"]):
    """Reads projects as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the projects of the actor's own companies. Others learn of a project through its raises only."""
        return self.filter(organisation_id__in=list(actor.memberships))


class Project(models.Model):
    """What a company does and wants money for (项目); one company may have several."""

    id = models.UUIDField(primary_key=True, editable=False)
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    summary = models.TextField(blank=True, max_length=2_000)
    created_at = models.DateTimeField()

    objects = ProjectQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="project_name_once_per_company", fields=["organisation", "name"]),
            models.CheckConstraint(name="project_has_a_name", condition=~Q(name="")),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def create(cls, *, organisation_id: UUID, name: str, summary: str, now: datetime) -> Self:
        """Store a new project."""
        project = cls(id=new_id(now), organisation_id=organisation_id, name=name, summary=summary, created_at=now)
        project.save(force_insert=True)
        return project

    def restate(self, *, name: str, summary: str) -> None:
        """Replace what the project says of itself."""
        self.name, self.summary = name, summary
        self.save(update_fields=["name", "summary"])
