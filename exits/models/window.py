"""exits / models: a window for the next-round exit, and what each holder elects in it."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from crowdfund.db.fields import CurrencyField, MoneyField, WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.ids import new_id
from exits.core.next_round import PRICE_PLACES, Claim, Fill, Portion
from exits.core.policy import sees_every_exit
from exits.core.states import LIVE_WINDOWS, WINDOW_MACHINE, WindowState
from exits.core.window import WindowSnapshot, WindowTerms

_LIVE = sorted(state.value for state in LIVE_WINDOWS)


class ExitWindowQuerySet(models.QuerySet["ExitWindow"]):
    """Reads windows as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep those in which the actor may elect or buy, those of their companies, and for the desk all."""
        if sees_every_exit(actor):
            return self
        own = ExitElection.objects.filter(holder_id=actor.id).values("window_id")
        companies = list(actor.memberships)
        bought = Q(buyer_id=actor.id, buyer__isnull=False)
        return self.filter(Q(id__in=own) | bought | Q(vehicle__round__project__organisation_id__in=companies))

    def live(self) -> Self:
        """Keep those that keep the units of their vehicle from being offered a second time."""
        return self.filter(state__in=_LIVE)


class ExitWindow(models.Model):
    """The offer to the holders of a vehicle to leave with the investor of the next round (下轮退出窗口).

    `closes_on` is the last legal day (inclusive) to consent and to elect, `pay_by` the last one to pay. `unit_price` is
    in yuan for one unit and is fixed with the terms when the company proposes. `capacity_units` is what the buyer
    consents to take, at most `proposed_units`. A window from before buyers were users has none: it is settled, or it
    has lapsed because nobody had consented.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    vehicle = models.ForeignKey("deals.Vehicle", on_delete=models.PROTECT, related_name="+")
    state = WordField(default=WINDOW_MACHINE.initial.value)
    buyer = models.ForeignKey("accounts.User", on_delete=models.PROTECT, null=True, related_name="+")
    buyer_name = models.CharField(max_length=160)
    currency = CurrencyField()
    completion_post_money = MoneyField()
    pre_money = MoneyField()
    unit_price = models.DecimalField(max_digits=18, decimal_places=PRICE_PLACES)
    proposed_units = models.BigIntegerField()
    capacity_units = models.BigIntegerField(null=True)
    closes_on = models.DateField()
    pay_by = models.DateField(null=True)
    proposed_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    allocated_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = ExitWindowQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", WindowState, name="exit_window_state_is_a_word"),
            models.CheckConstraint(
                name="exit_window_has_a_buyer",
                condition=~Q(buyer_name="") & (Q(buyer__isnull=False) | Q(state__in=["settled", "lapsed"])),
            ),
            models.CheckConstraint(
                name="exit_window_capacity_fits",
                condition=Q(proposed_units__gt=0)
                & (Q(capacity_units=None) | Q(capacity_units__gt=0, capacity_units__lte=F("proposed_units"))),
            ),
            models.CheckConstraint(
                name="exit_window_meets_valuation", condition=Q(pre_money__gte=F("completion_post_money"))
            ),
            models.CheckConstraint(name="exit_window_price_is_positive", condition=Q(unit_price__gt=0)),
            models.CheckConstraint(
                name="exit_window_opens_by_consent",
                condition=Q(state__in=["proposed", "declined", "lapsed"])
                | Q(opened_at__isnull=False, capacity_units__isnull=False),
            ),
            models.CheckConstraint(
                name="exit_window_allocated_is_dated",
                condition=~Q(state__in=["allocated", "failed"]) | Q(allocated_at__isnull=False, pay_by__isnull=False),
            ),
            models.CheckConstraint(
                name="exit_window_settled_has_its_instant", condition=~Q(state="settled") | Q(settled_at__isnull=False)
            ),
            models.CheckConstraint(
                name="exit_window_ended_has_its_instant",
                condition=~Q(state__in=["declined", "lapsed", "failed"]) | Q(ended_at__isnull=False),
            ),
            models.UniqueConstraint(name="exit_window_one_live", fields=["vehicle"], condition=Q(state__in=_LIVE)),
        ]
        indexes: ClassVar = [
            models.Index(
                name="exit_window_due", fields=["closes_on", "id"], condition=Q(state__in=["open", "proposed"])
            ),
            models.Index(name="exit_window_unpaid", fields=["pay_by", "id"], condition=Q(state="allocated")),
            models.Index(name="exit_window_of_buyer", fields=["buyer", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def propose(
        cls, *, vehicle_id: UUID, buyer_id: UUID, terms: WindowTerms, unit_price: Decimal, now: datetime
    ) -> Self:
        """Store a new window."""
        window = cls(
            id=new_id(now),
            vehicle_id=vehicle_id,
            buyer_id=buyer_id,
            buyer_name=terms.buyer_name.strip(),
            completion_post_money=terms.completion_post_money,
            pre_money=terms.pre_money,
            unit_price=unit_price,
            proposed_units=terms.proposed_units,
            closes_on=terms.closes_on,
            proposed_at=now,
        )
        window.save(force_insert=True)
        return window

    def snapshot(self) -> WindowSnapshot:
        """Return the window frozen as it stands. Reads vehicle, raise and project; `locks.lock_window` brings them."""
        return WindowSnapshot(
            id=self.id,
            vehicle_id=self.vehicle_id,
            organisation_id=self.vehicle.round.project.organisation_id,
            state=WindowState(self.state),
            terms=WindowTerms(
                buyer_name=self.buyer_name,
                completion_post_money=self.completion_post_money,
                pre_money=self.pre_money,
                proposed_units=self.proposed_units,
                closes_on=self.closes_on,
            ),
            buyer_id=self.buyer_id,
            pay_by=self.pay_by,
        )

    def open(self, *, state: WindowState, capacity_units: int, now: datetime) -> None:
        """Store the buyer's consent."""
        self.state, self.capacity_units, self.opened_at = state, capacity_units, now
        self.save(update_fields=["state", "capacity_units", "opened_at"])

    def allocate(self, *, state: WindowState, pay_by: date, now: datetime) -> None:
        """Store that it is fixed who sells how much, and by when the buyer pays."""
        self.state, self.pay_by, self.allocated_at = state, pay_by, now
        self.save(update_fields=["state", "pay_by", "allocated_at"])

    def settle(self, *, state: WindowState, now: datetime) -> None:
        """Store the settlement."""
        self.state, self.settled_at = state, now
        self.save(update_fields=["state", "settled_at"])

    def end(self, *, state: WindowState, now: datetime) -> None:
        """Store that nothing comes of it."""
        self.state, self.ended_at = state, now
        self.save(update_fields=["state", "ended_at"])


class ExitElectionQuerySet(models.QuerySet["ExitElection"]):
    """Reads elections as somebody may see them."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep the actor's own, those in windows of their companies, and for the desk all."""
        if sees_every_exit(actor):
            return self
        companies = list(actor.memberships)
        return self.filter(Q(holder_id=actor.id) | Q(window__vehicle__round__project__organisation_id__in=companies))


class ExitElection(models.Model):
    """What one holder says in one window (退出选择): nothing, half or all of what they held when it opened.

    It stands from the opening with nothing elected; `claimed_at` is when the holder last chose, and at first when the
    window opened. `units_filled` and `proceeds` are there once it is allocated and come true when it is settled;
    `paid_at` is when the custodian sent the proceeds.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    window = models.ForeignKey(ExitWindow, on_delete=models.PROTECT, related_name="elections")
    holder = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    units_held = models.BigIntegerField()
    portion = models.PositiveSmallIntegerField(default=Portion.NONE.value)
    claimed_at = models.DateTimeField()
    currency = CurrencyField()
    units_filled = models.BigIntegerField(null=True)
    proceeds = MoneyField(null=True)
    paid_at = models.DateTimeField(null=True)

    objects = ExitElectionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(name="exit_election_one_per_holder", fields=["window", "holder"]),
            models.CheckConstraint(name="exit_election_holds_units", condition=Q(units_held__gt=0)),
            models.CheckConstraint(
                name="exit_election_portion_is_offered", condition=Q(portion__in=[portion.value for portion in Portion])
            ),
            models.CheckConstraint(
                name="exit_election_fill_fits",
                condition=Q(units_filled=None)
                | Q(units_filled__gte=0, units_filled__lte=F("units_held") * F("portion") / 100),
            ),
            models.CheckConstraint(name="exit_election_paid_was_filled", condition=Q(paid_at=None) | Q(proceeds__gt=0)),
            models.CheckConstraint(
                name="exit_election_filled_is_paid",
                condition=Q(units_filled=None, proceeds=None)
                | Q(units_filled__isnull=False, proceeds__isnull=False, proceeds__gte=0),
            ),
        ]
        indexes: ClassVar = [models.Index(name="exit_election_of_holder", fields=["holder", "id"])]

    def __str__(self) -> str:
        return f"{self.portion} % {self.id}"

    @classmethod
    def offer(cls, *, window_id: UUID, holder_id: UUID, units_held: int, now: datetime) -> Self:
        """Store the right of one holder to elect, with nothing elected."""
        election = cls(id=new_id(now), window_id=window_id, holder_id=holder_id, units_held=units_held, claimed_at=now)
        election.save(force_insert=True)
        return election

    def claim(self) -> Claim:
        """Return the election frozen as it stands."""
        return Claim(id=self.id, units_held=self.units_held, portion=Portion(self.portion), claimed_at=self.claimed_at)

    def elect(self, portion: Portion, *, now: datetime) -> None:
        """Store what the holder chose, and when."""
        self.portion, self.claimed_at = portion.value, now
        self.save(update_fields=["portion", "claimed_at"])

    def fill(self, fill: Fill) -> None:
        """Store what became of it."""
        self.units_filled, self.proceeds = fill.units_filled, fill.proceeds
        self.save(update_fields=["units_filled", "proceeds"])

    @property
    def units_requested(self) -> int:
        """Units offered, rounded down."""
        return self.claim().units_requested

    @property
    def units_cut_back(self) -> int | None:
        """Units offered that the buyer does not take; None until the window is allocated."""
        return None if self.units_filled is None else self.units_requested - self.units_filled

    @property
    def units_sold(self) -> int | None:
        """Units that went to the buyer; None while that is open. Reads the window."""
        state = WindowState(self.window.state)
        if state in LIVE_WINDOWS:
            return None
        return (self.units_filled or 0) if state is WindowState.SETTLED else 0

    def pay(self, *, now: datetime) -> None:
        """Store that the custodian has sent the proceeds."""
        self.paid_at = now
        self.save(update_fields=["paid_at"])
