"""compliance / models: who applied for a certification as qualified investor, and what was decided."""

import json
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from compliance.core.canonical import canonical_json
from compliance.core.certification import (
    CertificationAsked,
    CountedAs,
    EvidenceKind,
    Regime,
    holder_kind,
    plain_number,
    state_on,
)
from compliance.core.declaration import NOTHING_DECLARED, Declaration, pools
from compliance.core.facts import HolderKind, Unknown
from compliance.core.policy import may_examine_certifications
from compliance.core.states import CertificationState
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id


class CertificationQuerySet(models.QuerySet["Certification"]):
    """Reads certifications."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the certifications for which `core.policy.may_see_certification` is true."""
        if may_examine_certifications(actor):
            return self
        if actor.kind is not ActorKind.PERSON:
            return self.none()
        return self.filter(user_id=actor.id)

    def waiting(self) -> Self:
        """Keep the applications on which nobody has decided yet."""
        return self.filter(state=CertificationState.APPLIED.value)

    def valid_on(self, day: date) -> Self:
        """Keep the certifications that hold on a legal day; `expires_on` is the first day on which one does not."""
        return self.filter(state=CertificationState.APPROVED.value, approved_on__lte=day, expires_on__gt=day)

    def serving(self, asked: CertificationAsked) -> Self:
        """Keep the certifications of the regime that a vehicle brings; a manager's staff only for this manager."""
        if isinstance(asked.regime, Unknown):
            return self.none()
        return self.filter(regime=asked.regime.value, manager_number__in={"", plain_number(asked.manager_number)})


class Certification(models.Model):
    """A certification as qualified investor (合格投资者认定): one application and what an officer decided.

    `regime` is the text by which the person is qualified, `evidence` what shows it, `statement` what the applicant
    says about it and `declared` their figures as JSON, both encrypted because they speak of wealth; `determination` is
    what the rules said of the figures, null in applications that are older than the question. `approved_on` and
    `expires_on` are legal days, half-open: `expires_on` is the first day on which it no longer holds. The state in the
    row never becomes `expired`; see `state_at`. `counts_as` and `final_investors` say as how many investors the person
    counts in a vehicle, null in applications that are older than the question; `manager_number` is the manager in whose
    funds alone it serves, empty for all others. `renews` is the certification that it continues; `reminded_days` the
    smallest number of days ahead of which the person was reminded that it ends.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    regime = WordField()
    evidence = WordField()
    statement = EncryptedTextField()
    declared = EncryptedTextField(null=True)
    determination = models.ForeignKey("compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+")
    state = WordField(default=CertificationState.APPLIED.value)
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    approved_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    refusal_reason = models.TextField(blank=True, default="")
    counts_as = WordField(null=True)
    final_investors = models.PositiveIntegerField(null=True)
    manager_number = models.CharField(max_length=40, blank=True, default="")
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    reminded_days = models.PositiveSmallIntegerField(null=True)

    objects = CertificationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("regime", Regime, name="certification_regime_is_a_word"),
            words_check("evidence", EvidenceKind, name="certification_evidence_is_a_word"),
            models.CheckConstraint(
                name="certification_decision_fits_state",
                condition=Q(
                    state=CertificationState.APPLIED.value,
                    decided_at__isnull=True,
                    decided_by__isnull=True,
                    approved_on__isnull=True,
                    expires_on__isnull=True,
                    refusal_reason="",
                )
                | Q(
                    state=CertificationState.APPROVED.value,
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    approved_on__isnull=False,
                    expires_on__isnull=False,
                    expires_on__gt=F("approved_on"),
                    refusal_reason="",
                )
                | (
                    Q(
                        state=CertificationState.REFUSED.value,
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        approved_on__isnull=True,
                        expires_on__isnull=True,
                    )
                    & ~Q(refusal_reason="")
                ),
            ),
            models.CheckConstraint(
                name="certification_nobody_decides_on_themselves",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
            models.UniqueConstraint(
                name="certification_one_waiting_per_regime",
                fields=["user", "regime"],
                condition=Q(state=CertificationState.APPLIED.value),
            ),
            models.CheckConstraint(
                name="certification_counts_as_a_word",
                condition=Q(counts_as__isnull=True) | Q(counts_as__in=[kind.value for kind in HolderKind]),
            ),
            models.CheckConstraint(
                name="certification_final_investors_are_counted",
                condition=Q(
                    counts_as=HolderKind.UNFILED_VEHICLE.value, final_investors__isnull=False, final_investors__gte=1
                )
                | (
                    (Q(counts_as__isnull=True) | ~Q(counts_as=HolderKind.UNFILED_VEHICLE.value))
                    & Q(final_investors__isnull=True)
                ),
            ),
            models.CheckConstraint(
                name="certification_staff_name_their_manager",
                condition=Q(evidence=EvidenceKind.MANAGER_OR_STAFF.value) ^ Q(manager_number=""),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "applied_at"], name="certification_queue"),
            models.Index(fields=["user", "expires_on"], name="certification_of_user"),
            models.Index(
                fields=["expires_on", "id"],
                name="certification_ending",
                condition=Q(state=CertificationState.APPROVED.value),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def apply(
        cls,
        *,
        user_id: UUID,
        regime: Regime,
        evidence: EvidenceKind,
        statement: str,
        declaration: Declaration,
        determination_id: UUID | None,
        now: datetime,
        renews_id: UUID | None = None,
    ) -> Self:
        """Store a new application."""
        pooling = pools(declaration, evidence)
        is_staff = evidence is EvidenceKind.MANAGER_OR_STAFF
        certification = cls(
            id=new_id(now),
            user_id=user_id,
            regime=regime,
            evidence=evidence,
            statement=statement,
            declared=canonical_json(declaration.to_plain()),
            determination_id=determination_id,
            applied_at=now,
            counts_as=holder_kind(evidence, declaration.institution).value,
            final_investors=declaration.final_investors if pooling else None,
            manager_number=plain_number(declaration.manager_number) if is_staff else "",
            renews_id=renews_id,
        )
        certification.save(force_insert=True)
        return certification

    def approve(self, *, officer_id: UUID, approved_on: date, expires_on: date, now: datetime) -> None:
        """Store that an officer found the person qualified, from which legal day on and until when."""
        self.state = CertificationState.APPROVED
        self.decided_at, self.decided_by_id = now, officer_id
        self.approved_on, self.expires_on = approved_on, expires_on
        self.save(update_fields=["state", "decided_at", "decided_by", "approved_on", "expires_on"])

    def refuse(self, *, officer_id: UUID, reason: str, now: datetime) -> None:
        """Store that an officer refused, and why."""
        self.state = CertificationState.REFUSED
        self.decided_at, self.decided_by_id = now, officer_id
        self.refusal_reason = reason
        self.save(update_fields=["state", "decided_at", "decided_by", "refusal_reason"])

    def remind(self, *, days: int) -> None:
        """Store ahead of how many days the person was reminded that it ends."""
        self.reminded_days = days
        self.save(update_fields=["reminded_days"])

    def counted_as(self) -> CountedAs:
        """Return as what the person counts among holders; one of whom nobody said is looked through, to nobody yet."""
        if self.counts_as is not None:
            return CountedAs(kind=HolderKind(self.counts_as), final_investors=self.final_investors)
        is_institution = self.evidence == EvidenceKind.NET_ASSETS
        return CountedAs(kind=HolderKind.UNFILED_VEHICLE if is_institution else HolderKind.INDIVIDUAL)

    def declaration(self) -> Declaration:
        """Return what the applicant declared; nothing in applications that are older than the question."""
        return Declaration.from_plain(json.loads(self.declared)) if self.declared else NOTHING_DECLARED

    def state_at(self, day: date) -> CertificationState:
        """Return where it stands on a legal day; what was approved expires by its date."""
        return state_on(CertificationState(self.state), expires_on=self.expires_on, day=day)
