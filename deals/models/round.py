"""deals / models: a raise, its terms, its state and the determinations that let it pass."""

from dataclasses import fields
from datetime import datetime
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from compliance.core.facts import ProductGrade
from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.ids import new_id
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS, sees_everything_submitted, sees_open_rounds
from deals.core.round import ManagerForm, RoundSnapshot, Stage, Terms, VehicleForm
from deals.core.states import SEEN_BY_INVESTORS, UNDER_WAY, UNSEEN_BY_THE_DESK, RoundState
from deals.models.subscription import Subscription


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads raises as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the raises of which the actor may know; the same rule as `core.policy.may_view`.

        Whoever ever subscribed sees the raise for good."""
        if actor.kind is ActorKind.CLIENT and not {READ_ROUNDS, WRITE_ROUNDS} & actor.scopes:
            return self.none()
        seen = Q(project__organisation_id__in=list(actor.memberships))
        if sees_everything_submitted(actor):
            seen |= ~Q(state__in=UNSEEN_BY_THE_DESK)
        if sees_open_rounds(actor):
            seen |= Q(state__in=SEEN_BY_INVESTORS)
        if actor.kind is ActorKind.PERSON:
            seen |= Q(id__in=Subscription.objects.filter(investor_id=actor.id).values("round_id"))
        return self.filter(seen)


class Round(models.Model):
    """One offer by one company on the platform, from draft to closing (本轮融资).

    `product_grade` is what an officer found at approval, with `grade_reason` where it is not the usual one. A raise
    that has left the draft names the determination that let it; the database refuses one without.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    project = models.ForeignKey("deals.Project", on_delete=models.PROTECT, related_name="rounds")
    state = WordField(default=RoundState.DRAFT.value)
    version = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    summary = models.TextField(blank=True, max_length=5_000)
    stage = WordField(null=True)
    currency = CurrencyField()
    target = MoneyField(null=True)
    minimum_raise = MoneyField(null=True)
    minimum_ticket = MoneyField(null=True)
    vehicle_form = WordField(null=True)
    closes_on = models.DateField(null=True)
    manager_name = models.CharField(max_length=120, blank=True, default="")
    manager_form = WordField(null=True)
    manager_number = models.CharField(max_length=20, blank=True, default="")
    product_grade = WordField(null=True)
    grade_reason = models.TextField(blank=True, default="", max_length=2_000)
    splits_rights = models.BooleanField(null=True)
    return_reason = models.TextField(blank=True, max_length=2_000)
    submission_determination = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )
    opening_determination = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )
    closing_determination = models.ForeignKey(
        "compliance.Determination", on_delete=models.PROTECT, null=True, related_name="+"
    )
    drafted_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    led_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", RoundState, name="round_state_is_a_word"),
            words_check("stage", Stage, name="round_stage_is_a_word"),
            words_check("vehicle_form", VehicleForm, name="round_vehicle_form_is_a_word"),
            words_check("product_grade", ProductGrade, name="round_product_grade_is_a_word"),
            models.CheckConstraint(
                name="round_approved_has_a_grade",
                condition=Q(state__in=["draft", "submitted"]) | Q(product_grade__isnull=False),
            ),
            words_check("manager_form", ManagerForm, name="round_manager_form_is_a_word"),
            models.CheckConstraint(name="round_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(name="round_target_is_positive", condition=Q(target__gt=0)),
            models.CheckConstraint(name="round_ticket_is_positive", condition=Q(minimum_ticket__gt=0)),
            models.CheckConstraint(name="round_minimum_is_positive", condition=Q(minimum_raise__gt=0)),
            models.CheckConstraint(
                name="round_minimum_fits_target", condition=Q(minimum_raise__lte=F("target")) | Q(target=None)
            ),
            models.CheckConstraint(
                name="round_ticket_fits_target", condition=Q(minimum_ticket__lte=F("target")) | Q(target=None)
            ),
            models.CheckConstraint(
                name="round_submitted_needs_determination",
                condition=Q(state="draft") | Q(submission_determination__isnull=False, submitted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_submitted_is_complete",
                condition=Q(state="draft")
                | Q(
                    stage__isnull=False,
                    target__isnull=False,
                    minimum_raise__isnull=False,
                    minimum_ticket__isnull=False,
                    vehicle_form__isnull=False,
                    closes_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="round_open_needs_determination",
                condition=Q(state__in=["draft", "submitted", "approved"])
                | Q(opening_determination__isnull=False, opened_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_led_has_its_instant",
                condition=Q(state__in=["draft", "submitted", "approved", "open", "failed"]) | Q(led_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_closed_needs_determination",
                condition=~Q(state="closed") | Q(closing_determination__isnull=False),
            ),
            models.CheckConstraint(
                name="round_ended_has_its_instant",
                condition=~Q(state__in=["closed", "failed"]) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="round_approved_has_its_instant",
                condition=Q(state__in=["draft", "submitted"]) | Q(approved_at__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(name="round_by_state", fields=["state", "submitted_at"])]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def draft(cls, *, project_id: UUID, terms: Terms, now: datetime) -> Self:
        """Store a new draft."""
        row = cls(id=new_id(now), project_id=project_id, drafted_at=now)
        row._set(terms)
        row.save(force_insert=True)
        return row

    @property
    def terms(self) -> Terms:
        """The stated terms, frozen."""
        return Terms(
            title=self.title,
            summary=self.summary,
            stage=Stage(self.stage) if self.stage else None,
            target=self.target,
            minimum_raise=self.minimum_raise,
            minimum_ticket=self.minimum_ticket,
            vehicle_form=VehicleForm(self.vehicle_form) if self.vehicle_form else None,
            closes_on=self.closes_on,
            manager_name=self.manager_name,
            manager_form=ManagerForm(self.manager_form) if self.manager_form else None,
            manager_number=self.manager_number,
            splits_rights=self.splits_rights,
        )

    @property
    def is_judged_and_under_way(self) -> bool:
        """Whether its texts were judged and are read by officers or investors now."""
        return RoundState(self.state) in UNDER_WAY

    def snapshot(self) -> RoundSnapshot:
        """Return the raise frozen as it stands. Reads the project; lock with `locks.lock_round`, which brings it."""
        return RoundSnapshot(
            id=self.id,
            organisation_id=self.project.organisation_id,
            state=RoundState(self.state),
            version=self.version,
            terms=self.terms,
            product_grade=ProductGrade(self.product_grade) if self.product_grade else None,
            project_name=self.project.name,
            project_summary=self.project.summary,
        )

    def restate(self, terms: Terms) -> None:
        """Replace the terms of a draft."""
        self._set(terms)
        self._save(*(field.name for field in fields(terms)), "currency")

    def submit(self, *, state: RoundState, determination_id: UUID, now: datetime) -> None:
        """Store the submission and the determination that let it pass."""
        self.state, self.submission_determination_id, self.submitted_at = state, determination_id, now
        self.return_reason = ""
        self._save("state", "submission_determination", "submitted_at", "return_reason")

    def hand_back(self, *, state: RoundState, reason: str) -> None:
        """Store the return to the founder with its reason."""
        self.state, self.return_reason = state, reason
        self._save("state", "return_reason")

    def approve(self, *, state: RoundState, product_grade: ProductGrade, grade_reason: str, now: datetime) -> None:
        """Store the approval and the grade of the product."""
        self.state, self.approved_at = state, now
        self.product_grade, self.grade_reason = product_grade, grade_reason
        self._save("state", "approved_at", "product_grade", "grade_reason")

    def open(self, *, state: RoundState, determination_id: UUID, now: datetime) -> None:
        """Store the opening and the determination that let it pass."""
        self.state, self.opening_determination_id, self.opened_at = state, determination_id, now
        self._save("state", "opening_determination", "opened_at")

    def lead(self, *, state: RoundState, now: datetime) -> None:
        """Store that the lead is confirmed and followers may subscribe."""
        self.state, self.led_at = state, now
        self._save("state", "led_at")

    def close(self, *, state: RoundState, determination_id: UUID, now: datetime) -> None:
        """Store the closing and the determination that let it pass."""
        self.state, self.closing_determination_id, self.ended_at = state, determination_id, now
        self._save("state", "closing_determination", "ended_at")

    def fail(self, *, state: RoundState, now: datetime) -> None:
        """Store that the raise ended below its minimum."""
        self.state, self.ended_at = state, now
        self._save("state", "ended_at")

    def _set(self, terms: Terms) -> None:
        self.title, self.summary, self.closes_on = terms.title, terms.summary, terms.closes_on
        self.stage, self.vehicle_form = terms.stage, terms.vehicle_form
        self.manager_name, self.manager_form = terms.manager_name, terms.manager_form
        self.manager_number, self.splits_rights = terms.manager_number, terms.splits_rights
        self.target, self.minimum_raise, self.minimum_ticket = terms.target, terms.minimum_raise, terms.minimum_ticket

    def _save(self, *fields: str) -> None:
        self.version += 1
        self.save(update_fields=[*fields, "version"])
