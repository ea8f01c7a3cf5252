"""compliance / models: who asked to lift a warning or a referral, and what officers decided."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from compliance.core.clearance import Obstacle, needs_second_officer
from compliance.core.policy import may_examine_clearances
from compliance.core.states import ClearanceState
from compliance.models.determination import Determination
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id

_DECIDED = [ClearanceState.GRANTED.value, ClearanceState.DECLINED.value]


class ClearanceQuerySet(models.QuerySet["Clearance"]):
    """Reads clearances."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those whose determination the actor may read."""
        if may_examine_clearances(actor):
            return self
        return self.filter(determination__in=Determination.objects.visible_to(actor))

    def waiting(self) -> Self:
        """Keep those that wait for an officer."""
        return self.filter(state__in=[ClearanceState.REQUESTED.value, ClearanceState.PROPOSED.value])

    def valid_on(self, day: date) -> Self:
        """Keep those that hold on a legal day; `expires_on` is the first day on which one does not."""
        return self.filter(state=ClearanceState.GRANTED.value, granted_on__lte=day, expires_on__gt=day)


class Clearance(models.Model):
    """A clearance (解除): what stops one question, why it should not, and who lifted it until when.

    `clears` are the obstacles of the determination; it covers the same facts about the same subject and nothing else.
    `granted_on` and `expires_on` are legal days, half-open. The state in the row never becomes `expired`.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="clearance_request")
    clears = models.JSONField()
    needs_two = models.BooleanField()
    state = WordField(default=ClearanceState.REQUESTED.value)
    reason = models.TextField()
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    requested_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    opinion = models.TextField(blank=True, default="", help_text="What the officers say to it.")
    granted_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)

    objects = ClearanceQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", ClearanceState, name="clearance_state_is_a_word"),
            models.CheckConstraint(name="clearance_has_a_reason", condition=~Q(reason="") & ~Q(clears=[])),
            models.CheckConstraint(
                name="clearance_warning_takes_two_officers",
                condition=~Q(state=ClearanceState.GRANTED.value, needs_two=True)
                | (Q(proposed_by__isnull=False, decided_by__isnull=False) & ~Q(proposed_by=F("decided_by"))),
            ),
            models.CheckConstraint(
                name="clearance_applicant_decides_nothing",
                condition=(Q(proposed_by__isnull=True) | ~Q(proposed_by=F("requested_by")))
                & (Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by"))),
            ),
            models.CheckConstraint(
                name="clearance_decision_fits_state",
                condition=Q(state__in=_DECIDED, decided_by__isnull=False, decided_at__isnull=False)
                | (
                    Q(decided_by__isnull=True, decided_at__isnull=True, granted_on__isnull=True)
                    & ~Q(state__in=_DECIDED)
                ),
            ),
            models.CheckConstraint(
                name="clearance_granted_has_its_days",
                condition=~Q(state=ClearanceState.GRANTED.value)
                | Q(granted_on__isnull=False, expires_on__isnull=False, expires_on__gt=F("granted_on")),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "requested_at"], name="clearance_queue")]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def request(
        cls,
        *,
        determination_id: UUID,
        clears: Iterable[Obstacle],
        reason: str,
        requested_by_id: UUID,
        now: datetime,
    ) -> Self:
        """Store a new request."""
        obstacles = tuple(clears)
        clearance = cls(
            id=new_id(now),
            determination_id=determination_id,
            clears=[each.to_plain() for each in obstacles],
            needs_two=needs_second_officer(obstacles),
            reason=reason,
            requested_by_id=requested_by_id,
            requested_at=now,
        )
        clearance.save(force_insert=True)
        return clearance

    def cleared(self) -> tuple[Obstacle, ...]:
        """Return the obstacles that it lifts."""
        return tuple(Obstacle.from_plain(each) for each in self.clears)

    def propose(self, *, officer_id: UUID, opinion: str, expires_on: date, now: datetime) -> None:
        """Store that an officer proposes to grant it, and until when."""
        self.state, self.opinion, self.expires_on = ClearanceState.PROPOSED, opinion, expires_on
        self.proposed_by_id, self.proposed_at = officer_id, now
        self.save(update_fields=["state", "opinion", "expires_on", "proposed_by", "proposed_at"])

    def grant(self, *, officer_id: UUID, opinion: str, granted_on: date, expires_on: date, now: datetime) -> None:
        """Store that it is lifted, from which legal day on and until when."""
        self.state, self.opinion = ClearanceState.GRANTED, opinion
        self.granted_on, self.expires_on = granted_on, expires_on
        self.decided_by_id, self.decided_at = officer_id, now
        self.save(update_fields=["state", "opinion", "granted_on", "expires_on", "decided_by", "decided_at"])

    def decline(self, *, officer_id: UUID, opinion: str, now: datetime) -> None:
        """Store that it stays as it was, and why."""
        self.state, self.opinion, self.expires_on = ClearanceState.DECLINED, opinion, None
        self.decided_by_id, self.decided_at = officer_id, now
        self.save(update_fields=["state", "opinion", "expires_on", "decided_by", "decided_at"])

    def state_at(self, day: date) -> ClearanceState:
        """Return where it stands on a legal day; what was granted expires by its date."""
        state = ClearanceState(self.state)
        if state is ClearanceState.GRANTED and self.expires_on is not None and day >= self.expires_on:
            return ClearanceState.EXPIRED
        return state
