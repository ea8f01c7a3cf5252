"""compliance / queries: where people stand with identity and list screening, and what waits for whom."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count

from compliance.core.policy import may_examine_screenings, may_watch_screening
from compliance.core.screener import Check
from compliance.core.screening import Lists, Screened, Screenee, ScreeneeKind, ScreeningStanding, policy_on, standing_of
from compliance.core.states import ScreeningState
from compliance.models import ListsVersion, Screening
from compliance.models.screening import ScreeningQuerySet
from crowdfund.accounts.core.identity import IdentityKind
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import checked_users, organisation_by_id, person_of
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import start_of
from crowdfund.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from crowdfund.accounts.models import User


def screening_of(user_id: UUID, *, on: date) -> ScreeningStanding:
    """Return where somebody stands with the screening on a legal day. Two queries."""
    return _standing(Screenee.person(user_id), on=on)


def company_screening_of(organisation_id: UUID, *, on: date) -> ScreeningStanding:
    """Return where a company stands with the screening on a legal day. Two queries."""
    return _standing(Screenee.company(organisation_id), on=on)


def _standing(screenee: Screenee, *, on: date) -> ScreeningStanding:
    checks = [row.as_screened() for row in Screening.objects.about(screenee)]
    return standing_of(checks, lists=current_lists(), on=on)


def standings_of(user_ids: Iterable[UUID], *, on: date) -> dict[UUID, ScreeningStanding]:
    """Return where each of some users stands with the screening on a legal day. Two queries, however many they are."""
    checks: dict[UUID, list[Screened]] = {user_id: [] for user_id in user_ids}
    for row in Screening.objects.filter(user_id__in=checks).order_by("-requested_at", "-id"):
        checks[row.screenee.id].append(row.as_screened())
    lists = current_lists()
    return {user_id: standing_of(each, lists=lists, on=on) for user_id, each in checks.items()}


def current_lists() -> Lists | None:
    """Return the current version of the provider's lists, None before the first is known. One query."""
    latest = ListsVersion.objects.order_by("-id").first()
    return latest.as_lists() if latest else None


def has_known_lists(version: str) -> bool:
    """Tell whether a version of the lists was ever known here. One query."""
    return ListsVersion.objects.filter(version=version).exists()


def open_screening_of(screenee: Screenee) -> UUID | None:
    """Return the check of a person or company that waits for the provider or for an officer, if any. One query."""
    return Screening.objects.about(screenee).open().values_list("id", flat=True).first()


def open_company_screening_of(organisation_id: UUID) -> UUID | None:
    """Return the check of a company that waits for the provider or for an officer, if any. One query."""
    return open_screening_of(Screenee.company(organisation_id))


def was_compared_with_register(screenee: Screenee) -> bool:
    """Tell whether the document of a person or company was compared with the register already. One query."""
    compared = [ScreeningState.CLEAR, ScreeningState.HIT, ScreeningState.CLEARED, ScreeningState.CONFIRMED]
    return Screening.objects.about(screenee).filter(asks_register=True, state__in=compared).exists()


def check_of(row: Screening) -> Check:
    """Return what the provider is told of a screening. One query.

    :raises NotFound: the person has no identity.
    """
    screenee = row.screenee
    if screenee.kind is ScreeneeKind.COMPANY:
        company = organisation_by_id(screenee.id)
        return Check.of_company(id=row.id, name=company.name, credit_code=company.credit_code)
    person = person_of(screenee.id)
    if person is None:
        raise NotFound
    return Check.of(
        id=row.id,
        name=person.real_name,
        document=IdentityKind(person.id_kind),
        number=person.id_number,
        asks_register=row.asks_register,
    )


def unheard_screenings(*, since: datetime, after: UUID | None, limit: int) -> list[UUID]:
    """Return up to `limit` ids behind `after` of checks that the provider has known since then. One query."""
    rows = Screening.objects.unheard_of(since=since).order_by("id")
    rows = rows if after is None else rows.filter(id__gt=after)
    return list(rows.values_list("id", flat=True)[:limit])


def people_to_screen(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - sweeps are asked at an instant; this one is about days
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` users behind `after` whose identity was checked and who need a screening. Two queries.

    They were never screened, or their pass ends soon or was made against older lists. Who waits for the provider
    or an officer is left alone; so is, for some days, whose check failed, and who was confirmed.
    """
    users = _who_needs_screening(day)
    users = users if after is None else users.filter(id__gt=after)
    return list(users.order_by("id").values_list("id", flat=True)[:limit])


def who_of_them_needs_screening(user_ids: Iterable[UUID], *, day: date) -> list[UUID]:
    """Return those of some users who need a screening on a legal day, in ascending order. Two queries."""
    users = _who_needs_screening(day).filter(id__in=list(user_ids))
    return list(users.order_by("id").values_list("id", flat=True))


def _who_needs_screening(day: date) -> "QuerySet[User, User]":
    users = checked_users()
    for left_alone in _left_alone(day):
        users = users.exclude(id__in=left_alone.left_alone(ScreeneeKind.PERSON))
    return users


def companies_to_screen(
    *,
    day: date,
    now: datetime,  # noqa: ARG001 - as above
    after: UUID | None,
    limit: int,
) -> list[UUID]:
    """Return up to `limit` companies behind `after` that were screened before and need it again. Two queries.

    Companies are screened for the first time when they ask for money; whoever never did is left alone.
    """
    ids = _companies_that_need_screening(day)
    ids = ids if after is None else ids.filter(organisation_id__gt=after)
    return list(ids[:limit])


def which_of_them_need_screening(organisation_ids: Iterable[UUID], *, day: date) -> list[UUID]:
    """Return those of some companies that need a screening on a legal day, in ascending order. Two queries."""
    return list(_companies_that_need_screening(day).filter(organisation_id__in=list(organisation_ids)))


def _companies_that_need_screening(day: date) -> "QuerySet[Screening, UUID]":
    rows = Screening.objects.of_kind(ScreeneeKind.COMPANY)
    for left_alone in _left_alone(day):
        rows = rows.exclude(organisation_id__in=left_alone.left_alone(ScreeneeKind.COMPANY))
    return rows.order_by("organisation_id").values_list("organisation_id", flat=True).distinct()


def _left_alone(day: date) -> tuple[ScreeningQuerySet, ...]:
    """Return the screenings for which their people and companies are not screened again on a legal day."""
    policy, lists = policy_on(day), current_lists()
    still_counting = Screening.objects.counting(
        until=day + timedelta(days=policy.early_days), version=lists.version if lists else None
    )
    newly_failed = Screening.objects.failed_since(start_of(day - timedelta(days=policy.repeat_days - 1)))
    return Screening.objects.open(), newly_failed, still_counting, Screening.objects.confirmed_last()


def screenings_to_decide(actor: Actor) -> "QuerySet[Screening, Screening]":
    """Return what waits for an officer, the longest waiting first. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor.
    """
    require(may_examine_screenings(actor), actor=actor)
    return (
        Screening.objects.visible_to(actor)
        .undecided()
        .select_related("user", "organisation")
        .order_by("answered_at", "id")
    )


def screenings_seen_by(actor: Actor) -> "QuerySet[Screening, Screening]":
    """Return every screening that the actor may know of, the latest first. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor.
    """
    require(may_examine_screenings(actor), actor=actor)
    return Screening.objects.visible_to(actor).select_related("user", "organisation").order_by("-requested_at", "-id")


def screening_seen_by(actor: Actor, screening_id: UUID) -> Screening:
    """Return one screening with its user. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    found = (
        Screening.objects.visible_to(actor)
        .select_related("user", "organisation", "decided_by")
        .filter(id=screening_id)
        .first()
    )
    if found is None:
        raise NotFound
    return found


def screenings_of(actor: Actor, user_id: UUID) -> "QuerySet[Screening, Screening]":
    """Return somebody's screenings that the actor may know of, the latest first. One query."""
    return Screening.objects.visible_to(actor).of(user_id)


def other_screenings(actor: Actor, row: Screening) -> "QuerySet[Screening, Screening]":
    """Return the screenings of the same person or company beside `row`, the latest first. One query."""
    return Screening.objects.visible_to(actor).about(row.screenee).exclude(id=row.id)


def screenings_by_state(actor: Actor) -> Mapping[ScreeningState, int]:
    """Return how many screenings stand in each state. One query.

    :raises NotAuthorised: unless the actor watches over the platform.
    """
    require(may_watch_screening(actor), actor=actor)
    rows = Screening.objects.values("state").annotate(count=Count("id")).values_list("state", "count")
    found = dict(rows)
    return {state: found[state] for state in ScreeningState if state in found}


def longest_waiting(actor: Actor) -> datetime | None:
    """Return since when the oldest unanswered check waits. One query.

    :raises NotAuthorised: unless the actor watches over the platform.
    """
    require(may_watch_screening(actor), actor=actor)
    waiting = Screening.objects.filter(state=ScreeningState.REQUESTED).order_by("requested_at")
    return waiting.values_list("requested_at", flat=True).first()
