"""compliance / models: which document of an application shows what."""

from typing import ClassVar, Self
from uuid import UUID

from django.db import models

from compliance.core.proofs import Proof
from compliance.models.certification import Certification
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import WordField, words_check
from crowdfund.db.work import current_work
from crowdfund.kernel.ids import new_id


class CertificationExhibit(models.Model):
    """One document of an application (证明材料): the file, and what it shows. Append-only."""

    id = models.UUIDField(primary_key=True, editable=False)
    certification = models.ForeignKey(Certification, on_delete=models.PROTECT, related_name="exhibits")
    shows = WordField()
    file = models.ForeignKey("files.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            words_check("shows", Proof, name="exhibit_shows_a_word"),
            models.UniqueConstraint(name="exhibit_once_for_each_thing", fields=["certification", "shows", "file"]),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.shows} {self.file_id}"

    @classmethod
    def show(cls, *, certification_id: UUID, shows: Proof, file_id: UUID) -> Self:
        """Store what a file shows."""
        exhibit = cls(
            id=new_id(current_work().now), certification_id=certification_id, shows=shows.value, file_id=file_id
        )
        exhibit.save(force_insert=True)
        return exhibit
