"""compliance / queries: requests to clear a warning or a referral, and the clearances that hold."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import Q

from compliance.core.canonical import plain_facts
from compliance.core.clearance import lifts
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.policy import may_examine_clearances
from compliance.models import Clearance
from compliance.models.determination import hash_at_rest
from crowdfund.accounts.core.policy import require
from crowdfund.db.events import Subject
from crowdfund.db.work import Work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import NotFound

if TYPE_CHECKING:
    from django.db.models import QuerySet

_WITH: Final = ("determination", "requested_by", "proposed_by", "decided_by")


def standing_clearance(
    *, facts: Facts, findings: Iterable[Finding], subject: Subject, organisation_id: UUID | None, work: Work
) -> UUID | None:
    """Return a clearance that holds today for the same facts, subject and asker, and lifts every finding that stops.

    One query. The asker is the actor of the unit of work, or anybody of the organisation that the question is about.
    """
    asked_by = Q(determination__actor_id=work.actor.id) if work.actor.id else Q(pk__in=[])
    if organisation_id is not None:
        asked_by |= Q(determination__organisation_id=organisation_id)
    same = Clearance.objects.valid_on(legal_day(work.now)).filter(
        asked_by,
        determination__subject_kind=subject.kind,
        determination__subject_id=subject.id,
        determination__facts_hash=hash_at_rest(kind=facts.kind, plain=plain_facts(facts)),
    )
    found = tuple(findings)
    return next((each.id for each in same.order_by("-id") if lifts(each.cleared(), found)), None)


def clearance_seen_by(actor: Actor, clearance_id: UUID) -> Clearance:
    """Return one request with its determination. One query.

    :raises NotFound: there is none that the actor may know of.
    """
    found = Clearance.objects.visible_to(actor).select_related(*_WITH).filter(id=clearance_id).first()
    if found is None:
        raise NotFound
    return found


def clearance_of(determination_id: UUID, *, actor: Actor) -> Clearance | None:
    """Return the request that was made for one determination, if the actor may know of it. One query."""
    return Clearance.objects.visible_to(actor).select_related(*_WITH).filter(determination_id=determination_id).first()


def has_clearance(determination_id: UUID) -> bool:
    """Tell whether somebody asked to clear a determination already. One query."""
    return Clearance.objects.filter(determination_id=determination_id).exists()


def clearances_seen_by(actor: Actor) -> "QuerySet[Clearance, Clearance]":
    """Return the requests that the actor may know of, latest first. One query."""
    return Clearance.objects.visible_to(actor).select_related(*_WITH).order_by("-requested_at", "-id")


def clearances_to_decide(actor: Actor) -> "QuerySet[Clearance, Clearance]":
    """Return the requests that wait for an officer, the longest waiting first. One query.

    :raises NotAuthorised: unless the actor is an officer with a second factor or an auditor.
    """
    require(may_examine_clearances(actor), actor=actor)
    return Clearance.objects.waiting().select_related(*_WITH).order_by("requested_at", "id")
