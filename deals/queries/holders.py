"""deals / queries: who would hold the vehicle of a raise, as the head-count asks."""

from uuid import UUID

from django.db.models import Count

from deals.core.holders import Partners
from deals.core.money_moves import SubscriptionKind
from deals.core.states import RoundState
from deals.models import Round, Subscription


def partners_of(round_id: UUID) -> Partners:
    """Return who has a live subscription in a raise; hold its room before, so that nobody comes in. One query."""
    rows = Subscription.objects.live().filter(round_id=round_id).values_list("kind").annotate(each=Count("id"))
    counted = dict(rows.order_by())
    return Partners(
        has_lead=bool(counted.get(SubscriptionKind.LEAD.value)),
        followers=counted.get(SubscriptionKind.FOLLOWER.value, 0),
    )


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
