"""compliance / models: one answer of the rulebook, kept for ever."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Self
from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.fields.json import KT

from compliance.core.book import View
from compliance.core.canonical import canonical_json, facts_hash, plain_facts
from compliance.core.engine import Answer
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.policy import may_read_figures, reads_all
from compliance.core.privacy import PERSONAL_KINDS, agrees, open_findings, withheld
from compliance.core.ruling import Ruling
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.encryption import CannotDecrypt, blind_index
from crowdfund.db.events import Subject
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.db.work import Work
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id


class DeterminationQuerySet(models.QuerySet["Determination"]):
    """Reads determinations."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the determinations for which `core.policy.may_read` is true."""
        if reads_all(actor):
            return self
        if actor.id is None:
            return self.none()
        return self.filter(Q(actor_id=actor.id) | Q(organisation_id__in=list(actor.memberships)))

    def about(self, subject: Subject) -> Self:
        """Keep the determinations about one subject."""
        return self.filter(subject_kind=subject.kind, subject_id=subject.id)


class Determination(models.Model):
    """A determination (合规判定). Append-only: it proves what was asked, of which book, and what was answered.

    `facts` is canonical JSON under `facts_hash`; `as_of` the legal day of the question; `release` and `book_hash` the
    book as known then; `findings`, `trace` and `verdict` the answer. `determined_at` is business time. `cleared_by` is
    the clearance under which the action went on although the verdict refuses. Of a question about somebody's own
    wealth `sealed` holds facts and findings, encrypted; `facts` is then empty, `findings` are without figures, and
    `facts_hash` is keyed, for from a plain one round amounts could be guessed (`hash_at_rest`).
    """

    id = models.UUIDField(primary_key=True, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    organisation_id = models.UUIDField(null=True, help_text="Members of this organisation may read it.")
    facts_kind = models.CharField(max_length=40)
    facts = models.JSONField()
    facts_hash = models.CharField(max_length=64)
    as_of = models.DateField()
    release = models.PositiveIntegerField()
    book_hash = models.CharField(max_length=64)
    findings = models.JSONField()
    sealed = EncryptedTextField(null=True)
    trace = models.JSONField()
    verdict = WordField()
    actor_kind = WordField()
    actor_id = models.UUIDField(null=True)
    determined_at = models.DateTimeField()
    cleared_by = models.ForeignKey("compliance.Clearance", on_delete=models.PROTECT, null=True, related_name="+")

    objects = DeterminationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("verdict", Outcome, name="determination_verdict_is_a_word"),
            words_check("actor_kind", ActorKind, name="determination_actor_kind_is_a_word"),
            models.CheckConstraint(
                name="determination_has_an_actor",
                condition=Q(actor_id__isnull=False) | Q(actor_kind=ActorKind.ANONYMOUS.value),
            ),
            models.CheckConstraint(name="determination_release_is_numbered", condition=Q(release__gte=1)),
            models.CheckConstraint(
                name="determination_hashes_are_sha256",
                condition=Q(facts_hash__regex=r"^[0-9a-f]{64}$") & Q(book_hash__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(name="determination_has_findings", condition=~Q(findings=[])),
            models.CheckConstraint(
                name="determination_personal_facts_are_sealed",
                condition=(~Q(facts_kind__in=sorted(PERSONAL_KINDS)) & Q(sealed__isnull=True))
                | Q(facts_kind__in=sorted(PERSONAL_KINDS), sealed__isnull=False, facts={}),
            ),
            models.CheckConstraint(
                name="determination_only_warn_and_refer_are_cleared",
                condition=Q(cleared_by__isnull=True) | Q(verdict__in=[Outcome.WARN.value, Outcome.REFER.value]),
            ),
            models.CheckConstraint(
                name="determination_verdict_is_the_worst",  # findings stand worst first
                condition=Q(verdict=KT("findings__0__outcome")),
            ),
        ]
        indexes: ClassVar = [
            models.Index(F("subject_kind"), F("subject_id"), F("id").desc(), name="determination_subject"),
            models.Index(fields=["actor_id", "id"], name="determination_actor"),
            models.Index(fields=["as_of", "verdict"], name="determination_day"),
            GinIndex(name="determination_findings", fields=["findings"], opclasses=["jsonb_path_ops"]),
            models.Index(
                fields=["organisation_id", "id"],
                name="determination_organisation",
                condition=Q(organisation_id__isnull=False),
            ),
        ]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.verdict} {self.id}"

    @classmethod
    def store(
        cls,
        *,
        facts: Facts,
        answer: Answer,
        subject: Subject,
        organisation_id: UUID | None,
        as_of: date,
        view: View,
        cleared_by_id: UUID | None,
        work: Work,
    ) -> Self:
        """Store one answer for the actor and the instant of the unit of work (one statement)."""
        plain, findings, is_sealed = plain_facts(facts), answer.findings, facts.kind in PERSONAL_KINDS
        determination = cls(
            id=new_id(work.now),
            subject_kind=subject.kind,
            subject_id=subject.id,
            organisation_id=organisation_id,
            facts_kind=facts.kind,
            facts={} if is_sealed else plain,
            facts_hash=hash_at_rest(kind=facts.kind, plain=plain),
            as_of=as_of,
            release=view.release.number,
            book_hash=view.hash,
            findings=_plain(open_findings(findings) if is_sealed else findings),
            sealed=canonical_json({"facts": plain, "findings": _plain(findings)}) if is_sealed else None,
            trace=[step.to_plain() for step in answer.trace],
            verdict=answer.verdict,
            actor_kind=work.actor.kind,
            actor_id=work.actor.id,
            determined_at=work.now,
            cleared_by_id=cleared_by_id,
        )
        determination.save(force_insert=True)
        return determination

    def as_ruling_for(self, actor: Actor) -> Ruling:
        """Return the row as the actor may read it: figures of somebody's wealth only if they are the actor's to read.

        :raises ValueError: the sealed part is damaged.
        """
        may_read = self.facts_kind not in PERSONAL_KINDS or may_read_figures(actor, asked_by=self.actor_id)
        return self.as_ruling() if may_read else self.as_open_ruling()

    def as_open_ruling(self) -> Ruling:
        """Return the row without any figures of somebody's wealth; nothing is decrypted."""
        ruling = self._ruling(facts=self.facts, findings=_findings(self.findings))
        return withheld(ruling) if self.facts_kind in PERSONAL_KINDS else ruling

    def as_ruling(self) -> Ruling:
        """Return the whole row as a frozen value, its findings as findings; for the rules, not for readers.

        :raises ValueError: the sealed part is damaged, or says other than the open one.
        """
        opened = _findings(self.findings)
        if self.facts_kind not in PERSONAL_KINDS:
            return self._ruling(facts=self.facts, findings=opened)
        try:
            sealed = json.loads(self.sealed or "")
        except CannotDecrypt as error:
            raise ValueError(f"the sealed part can't be read: {error}") from error
        findings = _findings(sealed["findings"])
        if not agrees(opened, sealed=findings):
            raise ValueError("the findings in the open are not those of the sealed part")
        ruling = self._ruling(facts=sealed["facts"], findings=findings)
        if hash_at_rest(kind=self.facts_kind, plain=ruling.facts) != self.facts_hash:
            return ruling  # its hash belongs to other facts, which whoever puts the question again is told
        return replace(ruling, facts_hash=facts_hash(kind=self.facts_kind, plain=ruling.facts))

    def _ruling(self, *, facts: dict[str, Any], findings: tuple[Finding, ...]) -> Ruling:
        return Ruling(
            id=self.id,
            subject_kind=self.subject_kind,
            subject_id=self.subject_id,
            organisation_id=self.organisation_id,
            facts_kind=self.facts_kind,
            facts=facts,
            facts_hash=self.facts_hash,
            as_of=self.as_of,
            release=self.release,
            book_hash=self.book_hash,
            verdict=Outcome(self.verdict),
            findings=findings,
            trace=tuple(self.trace),
            actor_kind=self.actor_kind,
            actor_id=self.actor_id,
            determined_at=self.determined_at,
            cleared_by=self.cleared_by_id,
        )


def hash_at_rest(*, kind: str, plain: Mapping[str, Any]) -> str:
    """Return by which hash facts are kept and found again: the plain one, keyed where they are personal.

    The key is the server's own for blind indexes; who reads the table but not the key can't try amounts against it.
    """
    return rest_hash(facts_hash(kind=kind, plain=plain), kind=kind)


def rest_hash(plain_hash: str, *, kind: str) -> str:
    """Return `hash_at_rest` of facts whose plain hash is known."""
    return blind_index(plain_hash, purpose="compliance.determination.facts") if kind in PERSONAL_KINDS else plain_hash


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [finding.to_plain() for finding in findings]


def _findings(plain: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding.from_plain(each) for each in plain)
