"""compliance / core: screening people against a register and lists: policy, answers, and where somebody stands.

Identity check (身份核验) and list screening (名单筛查: sanctions 制裁, politically exposed persons 政治公众人物,
adverse news 负面信息) are one check at an outside provider. Its answer never decides against anybody: people do.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, Self
from uuid import UUID

from compliance.core.states import ScreeningState
from compliance.core.terms import DECIDE_DAYS, EARLY_DAYS, GRACE_DAYS, REPEAT_DAYS, VALID_MONTHS, term_on
from crowdfund.kernel.days import add_months
from crowdfund.kernel.errors import Conflict, FieldError

LONGEST_DECISION: Final = 2_000
ALARMING: Final = 5
"""Failed attempts to reach the provider after which operators hear of it; the attempts go on."""
GIVES_UP_AFTER: Final = 3
"""Failures in a row after which one run stops asking: a provider that is down is not asked for everybody in turn."""
OVERDUE: Final = timedelta(minutes=10)
"""How long after the request the provider is asked about a check that nothing was heard of."""

_BASE: Final = timedelta(seconds=15)
_CEILING: Final = timedelta(minutes=30)


class ScreeneeKind(StrEnum):
    """Who is screened."""

    PERSON = "person"
    """A user with a checked identity."""
    COMPANY = "company"
    """An organisation under its unified social credit code (统一社会信用代码)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Screenee:
    """Whom a screening is about (筛查对象): a user or an organisation, by the id of its row."""

    kind: ScreeneeKind
    id: UUID

    @classmethod
    def person(cls, user_id: UUID) -> Self:
        """Return a user."""
        return cls(kind=ScreeneeKind.PERSON, id=user_id)

    @classmethod
    def company(cls, organisation_id: UUID) -> Self:
        """Return an organisation."""
        return cls(kind=ScreeneeKind.COMPANY, id=organisation_id)


class ListKind(StrEnum):
    """What a list is about."""

    SANCTIONS = "sanctions"
    PEP = "pep"
    """Politically exposed persons: nothing forbidden, but looked at more closely."""
    ADVERSE = "adverse"


class ScreeningStanding(StrEnum):
    """Where somebody stands on a legal day; a gate lets only `CLEAR` pass."""

    CLEAR = "clear"
    WAITING = "waiting"
    """The provider has not answered, or could not; nobody is cleared by silence."""
    HIT = "hit"
    """A possible hit or an identity mismatch waits for an officer."""
    CONFIRMED = "confirmed"
    EXPIRED = "expired"
    """An earlier pass is too old, or was made against older lists."""
    NEVER = "never"


class Decision(StrEnum):
    """What an officer finds."""

    CLEAR = "clear"
    """It is somebody else, or harmless."""
    CONFIRM = "confirm"
    """It is this person, and business with them stops."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningPolicy:
    """The platform's own terms of how long a screening counts, as they are in force on a legal day (规则库第 42 条).

    反洗钱法 (2024 年修订) asks for continuous due diligence and for measures against listed persons without naming a
    period; the numbers are ours, and stand in the rulebook with their dates.
    """

    valid_months: int
    """Whole months for which a pass counts."""
    early_days: int
    """Days before the end in which the next check is made."""
    grace_days: int
    """Days for which a pass still counts after the lists have changed."""
    repeat_days: int
    """Days between a check that the provider could not carry out and the next one."""
    decide_days: int
    """Days within which an officer decides."""


def policy_on(day: date) -> ScreeningPolicy:
    """Return the terms in force on a legal day.

    :raises NotInForce: there were none; nothing defaults.
    """
    return ScreeningPolicy(
        valid_months=term_on(day, VALID_MONTHS),
        early_days=term_on(day, EARLY_DAYS),
        grace_days=term_on(day, GRACE_DAYS),
        repeat_days=term_on(day, REPEAT_DAYS),
        decide_days=term_on(day, DECIDE_DAYS),
    )


class IdentityNotChecked(Conflict):
    """Only somebody whose declared identity was checked can be screened."""

    code = "identity_not_checked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One entry of a list that may be the person. `score` is the provider's likeness in whole percent, 0 to 100."""

    list_name: str
    kind: ListKind
    name: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Lists:
    """The version of the lists that is current, and the legal day on which the platform learned of it."""

    version: str
    known_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Screened:
    """One check as its row tells it: its state, which lists were asked, and while it counts (half-open)."""

    state: ScreeningState
    lists_version: str = ""
    cleared_on: date | None = None
    expires_on: date | None = None


UNDECIDED: Final = frozenset({ScreeningState.HIT, ScreeningState.MISMATCH})
"""What waits for an officer."""
PASSED: Final = frozenset({ScreeningState.CLEAR, ScreeningState.CLEARED})
"""What lets somebody pass while it counts."""
STOPS: Final = frozenset(ScreeningStanding) - {ScreeningStanding.CLEAR}
"""Where every gate is closed until a check, or an officer, says otherwise: anywhere but where a pass counts."""
NEEDS_REQUEST: Final = frozenset({ScreeningStanding.NEVER, ScreeningStanding.EXPIRED})
"""Where a new check would help; anywhere else one is on its way, or people have the word."""


def standing_of(checks: Iterable[Screened], *, lists: Lists | None, on: date) -> ScreeningStanding:
    """Return where somebody stands on a legal day, from all of their checks, the latest request first.

    What is undecided stops, however old; a confirmed hit stops until a later check has been cleared. A pass
    counts until its last day, and for some days after the lists have changed.

    >>> standing_of((), lists=None, on=date(2026, 11, 22))
    <ScreeningStanding.NEVER: 'never'>
    """
    known = tuple(checks)
    if not known:
        return ScreeningStanding.NEVER
    if any(check.state is ScreeningState.CONFIRMED for check in _since_last_pass(known)):
        return ScreeningStanding.CONFIRMED
    if any(check.state in UNDECIDED for check in known):
        return ScreeningStanding.HIT
    latest = next((check for check in known if check.state in PASSED), None)
    if latest is not None and counts(latest, lists=lists, on=on):
        return ScreeningStanding.CLEAR
    is_waiting = known[0].state in {ScreeningState.REQUESTED, ScreeningState.FAILED}
    return ScreeningStanding.WAITING if is_waiting else ScreeningStanding.EXPIRED


def counts(check: Screened, *, lists: Lists | None, on: date) -> bool:
    """Tell whether a pass still counts on a legal day."""
    if check.cleared_on is None or check.expires_on is None or not check.cleared_on <= on < check.expires_on:
        return False
    if lists is None or check.lists_version == lists.version:
        return True
    return on < lists.known_on + timedelta(days=term_on(on, GRACE_DAYS))


def _since_last_pass(checks: tuple[Screened, ...]) -> Iterable[Screened]:
    for check in checks:
        if check.state in PASSED:
            return
        yield check


def expiry_of(cleared_on: date) -> date:
    """Return the first legal day on which a pass of `cleared_on` no longer counts, clamped to the month end."""
    return add_months(cleared_on, term_on(cleared_on, VALID_MONTHS))


def decide_by(answered_on: date) -> date:
    """Return the last legal day on which an officer should decide about an answer of `answered_on`."""
    return answered_on + timedelta(days=term_on(answered_on, DECIDE_DAYS))


def wait_after(attempts: int) -> timedelta:
    """Return how long the next try waits after so many: 15 s, doubled each time, never more than half an hour.

    >>> [wait_after(n).total_seconds() for n in (1, 2, 3, 20)]
    [15.0, 30.0, 60.0, 1800.0]

    :raises ValueError: when nothing was tried yet.
    """
    if attempts < 1:
        raise ValueError("there is no wait before the first try")
    doublings: int = 1 << min(attempts - 1, 16)
    return min(_BASE * doublings, _CEILING)


def wrong_reason(reason: str) -> tuple[FieldError, ...]:
    """Return what is wrong with the written reason of a decision."""
    if not reason.strip():
        return (FieldError("/reason", "required"),)
    if len(reason) > LONGEST_DECISION:
        return (FieldError("/reason", "too_long"),)
    return ()


class PersonalStanding(StrEnum):
    """What the person themselves, and whoever reads a determination about them, learns of where they stand.

    A possible hit looks like any check that is under way, so that nobody who is watched is warned.
    """

    CLEAR = "clear"
    UNDER_WAY = "under_way"
    STOPPED = "stopped"
    DUE = "due"
    """There is no check that counts, and none is under way."""


_TOLD: Final = {
    ScreeningStanding.CLEAR: PersonalStanding.CLEAR,
    ScreeningStanding.WAITING: PersonalStanding.UNDER_WAY,
    ScreeningStanding.HIT: PersonalStanding.UNDER_WAY,
    ScreeningStanding.CONFIRMED: PersonalStanding.STOPPED,
    ScreeningStanding.EXPIRED: PersonalStanding.DUE,
    ScreeningStanding.NEVER: PersonalStanding.DUE,
}


def told_to_the_person(standing: ScreeningStanding) -> PersonalStanding:
    """Return what the person is told.

    >>> told_to_the_person(ScreeningStanding.HIT) == told_to_the_person(ScreeningStanding.WAITING)
    True
    """
    return _TOLD[standing]
