"""deals / models: what a lead declared about its money, who paid for it, and what officers said. All append-only."""

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from compliance.core.canonical import canonical_json
from compliance.core.facts import FundingDeclaration
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.kernel.ids import new_id
from deals.core.custody import Payer
from deals.core.lead_money import ReviewKind, declaration_from, plain_declaration


class MoneyDeclaration(models.Model):
    """What a lead says about where its money comes from (资金来源申报); a correction is another row, the old one stays.

    `declared` is canonical JSON, encrypted because it speaks of wealth and of other people.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    offer = models.ForeignKey("deals.LeadOffer", on_delete=models.PROTECT, related_name="declarations")
    declared = EncryptedTextField()
    declared_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["offer", "id"], name="money_declaration_of_offer")]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.id} of {self.offer_id}"

    @classmethod
    def declare(
        cls,
        *,
        offer_id: UUID,
        declared: FundingDeclaration,
        evidence_ids: Sequence[UUID | None] = (),
        now: datetime,
    ) -> Self:
        """Store a declaration and its sources; `evidence_ids` are those under which documents are kept already."""
        row = cls(
            id=new_id(now), offer_id=offer_id, declared=canonical_json(plain_declaration(declared)), declared_at=now
        )
        row.save(force_insert=True)
        known = [*evidence_ids, *[None] * len(declared.movements)]
        MoneySource.objects.bulk_create(
            MoneySource(id=new_id(now), declaration=row, position=position, evidence_id=known[position] or new_id(now))
            for position in range(len(declared.movements))
        )
        return row

    def as_declared(self) -> FundingDeclaration:
        """Return what was declared."""
        return declaration_from(self.declared)


class MoneySource(models.Model):
    """One movement of a declaration, by its position from 0; documents are about its `evidence_id`."""

    id = models.UUIDField(primary_key=True, editable=False)
    declaration = models.ForeignKey(MoneyDeclaration, on_delete=models.PROTECT, related_name="sources")
    position = models.PositiveIntegerField()
    evidence_id = models.UUIDField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="money_source_one_per_position", fields=["declaration", "position"])
        ]
        indexes: ClassVar = [models.Index(fields=["evidence_id"], name="money_source_evidence")]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.position} of {self.declaration_id}"


class LeadPayer(models.Model):
    """Whose account a payment of a lead came from, as the custodian says; encrypted, empty where it says nothing."""

    payment = models.OneToOneField("deals.Payment", on_delete=models.PROTECT, primary_key=True, related_name="payer")
    name = EncryptedTextField()
    account = EncryptedTextField()
    noted_at = models.DateTimeField()

    class Meta:
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"payer of {self.payment_id}"

    @classmethod
    def note(cls, *, payment_id: UUID, payer: Payer | None, now: datetime) -> None:
        """Store who paid."""
        row = cls(
            payment_id=payment_id,
            name=payer.name if payer else "",
            account=payer.account if payer else "",
            noted_at=now,
        )
        row.save(force_insert=True)


class MoneyReview(models.Model):
    """What an officer said about a lead's money, and by `seen` (SHA-256) of what exactly."""

    id = models.UUIDField(primary_key=True, editable=False)
    offer = models.ForeignKey("deals.LeadOffer", on_delete=models.PROTECT, related_name="money_reviews")
    kind = WordField()
    opinion = models.TextField()
    seen = models.CharField(max_length=64)
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            words_check("kind", ReviewKind, name="money_review_kind_is_a_word"),
            models.CheckConstraint(name="money_review_has_an_opinion", condition=~Q(opinion="")),
        ]
        indexes: ClassVar = [models.Index(fields=["offer", "id"], name="money_review_of_offer")]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @classmethod
    def keep(
        cls, *, offer_id: UUID, kind: ReviewKind, opinion: str, seen: str, officer_id: UUID, now: datetime
    ) -> Self:
        """Store what an officer said."""
        row = cls(
            id=new_id(now),
            offer_id=offer_id,
            kind=kind,
            opinion=opinion,
            seen=seen,
            officer_id=officer_id,
            reviewed_at=now,
        )
        row.save(force_insert=True)
        return row
