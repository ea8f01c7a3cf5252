"""compliance / queries: what of this room stands in the compliance calendar."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Exists, OuterRef, Q

from compliance.core.duties import Duty, Span
from compliance.core.policy import may_examine_screenings
from compliance.core.queues import queues_today
from compliance.core.states import CertificationState, ClearanceState
from compliance.core.turns import Turn
from compliance.models import Certification, Clearance, RiskAssessment, Screening
from crowdfund.kernel.actor import Actor
from crowdfund.web.components.language import in_language


def certifications_that_end(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield on which day certifications no longer hold, those of others to officers. One query.

    One that was renewed is not among them: the newer one goes on.
    """
    newer = Certification.objects.filter(
        user_id=OuterRef("user_id"), state=CertificationState.APPROVED.value, expires_on__gt=OuterRef("expires_on")
    )
    rows = Certification.objects.visible_to(actor).filter(
        ~Exists(newer),
        state=CertificationState.APPROVED.value,
        expires_on__range=(span.first, span.last),
    )
    for row in rows.select_related("user").order_by("expires_on", "id")[: span.most]:
        is_own = row.user_id == actor.id
        page = "compliance:certification" if is_own else "compliance:certification_decision"
        about = "" if is_own else row.user.email
        yield Duty(on=_day(row), about=about, page=page, args=() if is_own else (row.id,), key=str(row.id))


def assessments_that_end(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield on which day risk assessments are no longer valid, those of others to officers. One query.

    Of each person only the latest one counts.
    """
    later = RiskAssessment.objects.filter(user_id=OuterRef("user_id"), assessed_at__gt=OuterRef("assessed_at"))
    rows = RiskAssessment.objects.visible_to(actor).filter(~Exists(later), expires_on__range=(span.first, span.last))
    for row in rows.select_related("user").order_by("expires_on", "id")[: span.most]:
        is_own = row.user_id == actor.id
        page = "compliance:assessment" if is_own else "compliance:board"
        yield Duty(on=row.expires_on, about="" if is_own else row.user.email, page=page, key=str(row.id))


def clearances_that_end(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield on which day clearances no longer hold. One query."""
    rows = Clearance.objects.visible_to(actor).filter(
        state=ClearanceState.GRANTED.value, expires_on__range=(span.first, span.last)
    )
    for row in rows.select_related("determination", "requested_by").order_by("expires_on", "id")[: span.most]:
        about = row.requested_by.email if row.requested_by_id != actor.id else ""
        yield Duty(on=_day(row), about=about, page="compliance:clearance", args=(row.id,), key=str(row.id))


def screenings_that_end(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield on which day passes of the screening no longer count, to officers alone. One query.

    The person screened has nothing to do: the platform asks the provider again by itself.
    """
    if not may_examine_screenings(actor):
        return
    same = Q(user_id=OuterRef("user_id")) | Q(organisation_id=OuterRef("organisation_id"))
    newer = Screening.objects.filter(same, expires_on__gt=OuterRef("expires_on"))
    rows = Screening.objects.visible_to(actor).filter(~Exists(newer), expires_on__range=(span.first, span.last))
    for row in rows.select_related("user", "organisation").order_by("expires_on", "id")[: span.most]:
        yield Duty(on=_day(row), about=row.label, page="compliance:screening", args=(row.id,), key=str(row.id))


def decisions_due(actor: Actor, span: Span) -> Iterable[Duty]:
    """Yield by which day the oldest of each queue is decided in time. One query a queue."""
    for state in queues_today(actor, today=span.today):
        if state.due_on is not None and span.contains(state.due_on):
            yield Duty(on=state.due_on, about=str(state.queue.label), page=state.queue.route, key=state.queue.name)


def turns_of_law(_actor: Actor, span: Span, *, turns: Iterable[Turn]) -> Iterable[Duty]:
    """Yield the days on which articles and values of an instrument turn. The law is the same to everybody; no query."""
    for turn in turns:
        if span.contains(turn.on):
            yield Duty(
                on=turn.on,
                about=in_language(turn.instrument.title),
                page="compliance:rulebook",
                query=f"day={turn.on.isoformat()}" + ("" if turn.is_ending else f"#{turn.instrument.id}"),
                key=f"{turn.instrument.id}.{turn.on.isoformat()}",
            )


def _day(row: Certification | Clearance | Screening) -> date:
    if row.expires_on is None:
        raise ValueError(f"{row.id} never ends")
    return row.expires_on
