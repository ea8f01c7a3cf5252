"""compliance / models: screenings of people and companies, what the provider said, and which lists are current."""

import json
from datetime import date, datetime
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from compliance.core.policy import may_examine_screenings
from compliance.core.screener import Message, MessageKind, hits_as_plain, read_hits
from compliance.core.screening import PASSED, UNDECIDED, Hit, Lists, Screened, Screenee, ScreeneeKind
from compliance.core.states import SCREENING_MACHINE, ScreeningState
from crowdfund.db.append_only import AppendOnly
from crowdfund.db.fields import EncryptedTextField, WordField, words_check
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.ids import new_id

# Sorted, because a set has another order in each process and the migrations hold these words.
_UNDECIDED = sorted(state.value for state in UNDECIDED)
_PASSED = sorted(state.value for state in PASSED)
_COLUMNS = {ScreeneeKind.PERSON: "user", ScreeneeKind.COMPANY: "organisation"}
_DECIDED = [ScreeningState.CLEARED.value, ScreeningState.CONFIRMED.value]


class ScreeningQuerySet(models.QuerySet["Screening"]):
    """Reads screenings."""

    def visible_to(self, actor: Actor) -> Self:
        """Keep what officers examine: everybody's but their own and their companies'; nobody else reads any."""
        if not may_examine_screenings(actor):
            return self.none()
        theirs = Q(organisation_id__in=list(actor.memberships))
        return self.filter(Q(organisation__isnull=True) | ~theirs).exclude(user_id=actor.id, user__isnull=False)

    def of(self, user_id: UUID) -> Self:
        """Keep one person's, the latest request first."""
        return self.about(Screenee.person(user_id))

    def about(self, screenee: Screenee) -> Self:
        """Keep those about one person or company, the latest request first."""
        column = _COLUMNS[screenee.kind]
        return self.filter(**{column: screenee.id}).order_by("-requested_at", "-id")

    def of_kind(self, kind: ScreeneeKind) -> Self:
        """Keep those about people, or those about companies."""
        return self.filter(**{f"{_COLUMNS[kind]}__isnull": False})

    def left_alone(self, kind: ScreeneeKind) -> "models.QuerySet[Screening, UUID]":
        """Return the ids of the people or companies that these screenings are about."""
        return self.of_kind(kind).values_list(_COLUMNS[kind], flat=True)

    def open(self) -> Self:
        """Keep what waits for the provider or for an officer."""
        return self.filter(state__in=[ScreeningState.REQUESTED.value, *_UNDECIDED])

    def undecided(self) -> Self:
        """Keep what waits for an officer."""
        return self.filter(state__in=_UNDECIDED)

    def to_send(self, *, now: datetime) -> Self:
        """Keep what the provider may be told of at `now`."""
        return self.filter(state=ScreeningState.REQUESTED, told_at__isnull=True, due_at__lte=now)

    def unheard_of(self, *, since: datetime) -> Self:
        """Keep what the provider was told of before `since` and has not answered."""
        return self.filter(state=ScreeningState.REQUESTED, told_at__lte=since)

    def failed_since(self, since: datetime) -> Self:
        """Keep what the provider could not carry out, and said so from `since` on."""
        return self.filter(state=ScreeningState.FAILED.value, answered_at__gte=since)

    def counting(self, *, until: date, version: str | None) -> Self:
        """Keep passes that still count on the legal day `until` and were made against this version of the lists."""
        rows = self.filter(state__in=_PASSED, expires_on__gt=until)
        return rows if version is None else rows.filter(lists_version=version)

    def confirmed_last(self) -> Self:
        """Keep confirmed hits that no later pass has followed."""
        same = Q(user_id=OuterRef("user_id")) | Q(organisation_id=OuterRef("organisation_id"))
        later = Screening.objects.filter(same, state__in=_PASSED, requested_at__gt=OuterRef("requested_at"))
        return self.filter(~Exists(later), state=ScreeningState.CONFIRMED.value)


class Screening(models.Model):
    """One check of a person or a company at the screening provider, and what came of it.

    The row is the request: the provider knows it by the row's id, so one that is told twice is one check. `attempts`
    and `due_at` belong to the telling. `hits` is what the provider found, encrypted, because it says of somebody that
    they may be wanted. `cleared_on` and `expires_on` are legal days, half-open, of a pass.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("accounts.Organisation", on_delete=models.PROTECT, null=True, related_name="+")
    state = WordField(default=SCREENING_MACHINE.initial.value)
    asks_register = models.BooleanField(help_text="Whether the identity is compared too, or only the lists.")
    requested_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Business time from which the provider may be told.")
    told_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    lists_version = models.CharField(max_length=60, blank=True, default="")
    hits = EncryptedTextField(default="[]")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = EncryptedTextField(default="")
    cleared_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)

    objects = ScreeningQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            words_check("state", ScreeningState, name="screening_state_is_a_word"),
            models.CheckConstraint(
                name="screening_answer_fits_state",
                condition=Q(state=ScreeningState.REQUESTED.value, answered_at__isnull=True)
                | (~Q(state=ScreeningState.REQUESTED.value) & Q(answered_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="screening_decision_fits_state",
                condition=Q(state__in=_DECIDED, decided_at__isnull=False, decided_by__isnull=False)
                | (~Q(state__in=_DECIDED) & Q(decided_at__isnull=True, decided_by__isnull=True)),
            ),
            models.CheckConstraint(
                name="screening_clearance_has_its_days",
                condition=Q(state__in=_PASSED, cleared_on__isnull=False, expires_on__gt=F("cleared_on"))
                | (~Q(state__in=_PASSED) & Q(cleared_on__isnull=True, expires_on__isnull=True)),
            ),
            models.CheckConstraint(
                name="screening_nobody_decides_on_themselves",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("user")),
            ),
            models.CheckConstraint(
                name="screening_is_about_one_screenee",
                condition=Q(user__isnull=False, organisation__isnull=True)
                | Q(user__isnull=True, organisation__isnull=False),
            ),
            models.UniqueConstraint(
                name="screening_one_requested_per_organisation",
                fields=["organisation"],
                condition=Q(state=ScreeningState.REQUESTED.value),
            ),
            models.UniqueConstraint(
                name="screening_one_requested_per_user",
                fields=["user"],
                condition=Q(state=ScreeningState.REQUESTED.value),
            ),
        ]
        indexes: ClassVar = [
            models.Index(name="screening_of_user", fields=["user", "-requested_at"]),
            models.Index(
                name="screening_of_organisation",
                fields=["organisation", "-requested_at"],
                condition=Q(organisation__isnull=False),
            ),
            models.Index(
                name="screening_to_send",
                fields=["due_at", "id"],
                condition=Q(state=ScreeningState.REQUESTED.value, told_at__isnull=True),
            ),
            models.Index(name="screening_queue", fields=["answered_at", "id"], condition=Q(state__in=_UNDECIDED)),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.id}"

    @classmethod
    def request(cls, screenee: Screenee, *, asks_register: bool, now: datetime) -> Self:
        """Store a new request; whoever tells the provider finds it."""
        row = cls(id=new_id(now), asks_register=asks_register, requested_at=now, due_at=now)
        setattr(row, f"{_COLUMNS[screenee.kind]}_id", screenee.id)
        row.save(force_insert=True)
        return row

    @property
    def screenee(self) -> Screenee:
        """Whom it is about."""
        if self.organisation_id is not None:
            return Screenee.company(self.organisation_id)
        if self.user_id is None:
            raise ValueError(f"{self.id} is about nobody")
        return Screenee.person(self.user_id)

    @property
    def label(self) -> str:
        """What officers know whom it is about by: an e-mail address, or the registered name of a company."""
        if self.organisation is not None:
            return self.organisation.name
        return self.user.email if self.user is not None else ""

    @property
    def found(self) -> tuple[Hit, ...]:
        """What the provider found, the likeliest first."""
        return read_hits(json.loads(self.hits))

    @property
    def is_undecided(self) -> bool:
        """Whether it waits for an officer."""
        return self.state in UNDECIDED

    def as_screened(self) -> Screened:
        """Return what counts of it for where somebody stands."""
        return Screened(
            state=ScreeningState(self.state),
            lists_version=self.lists_version,
            cleared_on=self.cleared_on,
            expires_on=self.expires_on,
        )

    def state_on(self, day: date) -> ScreeningState:
        """Return its state on a legal day; a pass ends by its date."""
        state = ScreeningState(self.state)
        return ScreeningState.EXPIRED if self.expires_on is not None and self.expires_on <= day else state

    def postpone(self, *, until: datetime) -> None:
        """Store that telling the provider is being tried and when to try again."""
        self.attempts, self.due_at = self.attempts + 1, until
        self.save(update_fields=["attempts", "due_at"])

    def ask_again(self, *, now: datetime) -> None:
        """Store that the provider does not know the check, so that it is told anew."""
        self.told_at, self.due_at = None, now
        self.save(update_fields=["told_at", "due_at"])

    def tell(self, *, now: datetime) -> None:
        """Store that the provider has been told."""
        self.told_at = now
        self.save(update_fields=["told_at"])

    def answer(self, message: Message, *, state: ScreeningState, expires_on: date | None, now: datetime) -> None:
        """Store what the provider found; `expires_on` is the end of a pass, None for anything else."""
        self.state = state
        self.answered_at, self.lists_version = now, message.lists_version
        self.told_at = self.told_at or now
        self.hits = json.dumps(hits_as_plain(message.hits), ensure_ascii=False)
        self.cleared_on, self.expires_on = (legal_day(now) if expires_on else None), expires_on
        self.save()

    def decide(
        self, *, state: ScreeningState, officer_id: UUID, reason: str, expires_on: date | None, now: datetime
    ) -> None:
        """Store what an officer decided and why; `expires_on` as in `answer`."""
        self.state, self.reason = state, reason
        self.decided_at, self.decided_by_id = now, officer_id
        self.cleared_on, self.expires_on = (legal_day(now) if expires_on else None), expires_on
        self.save()


class ScreeningMessage(models.Model):
    """What the provider said, word for word and encrypted, once per message id. Append-only."""

    message_id = models.CharField(max_length=120, primary_key=True)
    kind = models.CharField(max_length=60)
    check_id = models.UUIDField()
    body = EncryptedTextField()
    received_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            words_check("kind", MessageKind, name="screening_message_kind_is_a_word"),
            models.CheckConstraint(name="screening_message_has_an_id", condition=~Q(message_id="")),
        ]
        indexes: ClassVar = [models.Index(name="screening_message_of_check", fields=["check_id"])]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return f"{self.kind} {self.message_id}"

    @classmethod
    def keep(cls, message: Message, *, now: datetime) -> bool:
        """Store a message and return True, or False when it was stored before.

        Waits for a transaction that is storing the same message. One or two queries.
        """
        values = {
            "kind": message.kind,
            "check_id": message.check_id,
            "body": json.dumps(message.as_plain(), ensure_ascii=False),
            "received_at": now,
        }
        _, is_new = cls.objects.get_or_create(message_id=message.id, defaults=values)
        return is_new


class ListsVersion(models.Model):
    """When the platform learned that a version of the lists is current (名单版本). Append-only; the latest counts."""

    id = models.UUIDField(primary_key=True, editable=False)
    version = models.CharField(max_length=60)
    known_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="lists_version_has_a_name", condition=~Q(version=""))]
        triggers: ClassVar = [AppendOnly(name="append_only")]

    def __str__(self) -> str:
        return self.version

    @classmethod
    def learn(cls, version: str, *, now: datetime) -> Self:
        """Store that a version is current from now on."""
        row = cls(id=new_id(now), version=version, known_at=now)
        row.save(force_insert=True)
        return row

    def as_lists(self) -> Lists:
        """Return it as the rules about screenings read it."""
        return Lists(version=self.version, known_on=legal_day(self.known_at))
