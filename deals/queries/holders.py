"""deals / queries: who would hold the vehicle of a raise, as the head-count asks."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from compliance.core.certification import CountedAs
from compliance.core.facts import HolderKind
from compliance.queries import counted_as
from deals.core.holders import Partners
from deals.core.money_moves import SubscriptionKind
from deals.core.states import RoundState
from deals.models import Round, Subscription


def partners_of(round_id: UUID) -> Partners:
    """Return who has a live subscription in a raise; hold its room before, so that nobody comes in. Two queries."""
    live = Subscription.objects.live().filter(round_id=round_id).order_by("id")
    rows = list(live.values_list("kind", "investor_id"))
    return partners_among(
        followers=[investor for kind, investor in rows if kind == SubscriptionKind.FOLLOWER.value],
        lead=next((investor for kind, investor in rows if kind == SubscriptionKind.LEAD.value), None),
    )


def partners_among(*, followers: Sequence[UUID], lead: UUID | None) -> Partners:
    """Return these investors as partners, each as they were certified. One query."""
    known = counted_as([*followers, *([lead] if lead else [])])
    institutions = _institutions(known, followers)
    return Partners(
        has_lead=lead is not None,
        followers=len(followers) - len(institutions),
        institutions=institutions,
        lead_as=next(iter(_institutions(known, [lead] if lead else [])), None),
    )


def institutions_among(investors: Iterable[UUID]) -> tuple[CountedAs, ...]:
    """Return as what those of these investors count who are no natural persons. One query."""
    asked = list(investors)
    return _institutions(counted_as(asked), asked)


def _institutions(known: dict[UUID, CountedAs], investors: Iterable[UUID]) -> tuple[CountedAs, ...]:
    found = (known[each] for each in investors if each in known)
    return tuple(each for each in found if each.kind is not HolderKind.INDIVIDUAL)


def project_of(round_id: UUID) -> UUID:
    """Return the project of a raise. One query."""
    return Round.objects.values_list("project_id", flat=True).get(id=round_id)


def partners_beside(round_id: UUID) -> tuple[Partners, ...]:
    """Return who has a live subscription in each other raise of the same project that takes followers now.

    Two queries. Their vehicles are opened for one project at one time (同一项目的其他载体).
    """
    project = Round.objects.filter(id=round_id).values("project_id")
    others = Round.objects.filter(project_id__in=project, state=RoundState.LED).exclude(id=round_id)
    return tuple(partners_of(other) for other in others.order_by("id").values_list("id", flat=True))
