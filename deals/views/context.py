"""deals / views: what pages about one raise share."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.core.facts import Facts, RoundFacts
from compliance.core.ruling import Ruling
from compliance.core.screening import ScreeningStanding
from compliance.core.verdict import Refused
from compliance.queries import ruling_seen_by, rulings_about, screening_of
from crowdfund.accounts.core.policy import acting_user
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised, NotFound
from crowdfund.web.context import today_of
from crowdfund.web.pages import RefusedAt
from crowdfund.web.request import PageRequest
from deals import presentation, queries
from deals.core import policy
from deals.core.states import (
    BEFORE_INVESTORS,
    LIVE_SUBSCRIPTIONS,
    ROUND_MACHINE,
    SEEN_BY_INVESTORS,
    STANDING_OFFERS,
    RoundEvent,
    RoundState,
)
from deals.facts import round_facts
from deals.presentation.refusals import ways_on
from deals.presentation.suitability import shown_grade, suitability_panel
from deals.queries.suitability import suitability_stamp
from deals.words import STAGES, VEHICLE_FORMS

if TYPE_CHECKING:
    from deals.models import Round

_MOST = 200


def after_gate(done: object, round_id: UUID) -> str:
    """Return where to go on after a gate: to the stored refusal, or back to the raise."""
    if isinstance(done, Refused):
        return RefusedAt(f"{reverse('round', args=[round_id])}?refused={done.determination_id}")
    return reverse("round", args=[round_id])


def is_screened(request: PageRequest) -> bool:
    """Tell whether the reader's own screening counts today. Two queries."""
    actor = request.actor
    return actor.id is not None and screening_of(actor.id, on=today_of(request)) is ScreeningStanding.CLEAR


def refuse_unless(allowed: bool) -> None:
    """Keep those out who may see a raise and may not do this.

    :raises NotAuthorised: it is not allowed.
    """
    if not allowed:
        raise NotAuthorised


def round_context(request: PageRequest, row: "Round") -> dict[str, Any]:
    """Return what every page about one raise shows."""
    actor, organisation_id, state = request.actor, row.project.organisation_id, RoundState(row.state)
    drafts = policy.may_draft_for(actor, organisation_id=organisation_id)
    wrong = queries.missing_entries(row, today=today_of(request))
    rulings = rulings_about(subject=Subject(kind="round", id=row.id), actor=actor)
    # Subscribers' questions are about the raise too; only those about its terms are answered here.
    ruling = next((each for each in rulings if each.facts_kind == RoundFacts.kind), None)
    decides, refusal = policy.may_decide(actor, organisation_id=organisation_id), _refusal(request)
    return {
        "round": row,
        "project": row.project,
        "company": row.project.organisation,
        "stage": STAGES.get(row.terms.stage) if row.terms.stage else None,
        "vehicle": VEHICLE_FORMS.get(row.terms.vehicle_form) if row.terms.vehicle_form else None,
        "grade": shown_grade(row.snapshot().product_grade, today=today_of(request)),
        "missing": presentation.checklist(wrong, round_id=row.id) if drafts and state is RoundState.DRAFT else [],
        "is_complete": not wrong,
        "may_edit": drafts and state is RoundState.DRAFT,
        "may_submit": drafts and ROUND_MACHINE.may(state, RoundEvent.SUBMIT),
        "may_open": policy.may_open(actor, organisation_id=organisation_id)
        and ROUND_MACHINE.may(state, RoundEvent.OPEN),
        "may_close": policy.may_close(actor, organisation_id=organisation_id, is_over=False)
        and ROUND_MACHINE.may(state, RoundEvent.CLOSE),
        "has_vehicle": state is RoundState.CLOSED and queries.sees_vehicle(actor, row.id),
        "may_decide": decides and ROUND_MACHINE.may(state, RoundEvent.APPROVE),
        "is_insider": actor.belongs_to(organisation_id) or policy.sees_everything_submitted(actor),
        "ruling": ruling,
        "is_refused": ruling is not None and _still_refuses(ruling, round_facts(row.snapshot())),
        "was_refused": ruling is not None and request.GET.get("refused", "") == str(ruling.id),
        "trail": _trail(actor, row),
        "refusal": refusal,
        "ways_on": ways_on(refusal, round_id=row.id) if refusal else [],
        "marked": {
            name: presentation.marked(text, today=today_of(request))
            for name, text in (("title", row.title), ("summary", row.summary))
        },
    }


def suitability_context(request: PageRequest, row: "Round") -> dict[str, Any]:
    """Return what a page says to somebody whom the raise does not simply suit, before they put money in."""
    raised, today = row.snapshot(), today_of(request)
    stamp = suitability_stamp(acting_user(request.actor), raised=raised, on=today)
    return {"suitability": suitability_panel(raised, stamp, today=today)}


def market_context(request: PageRequest, row: "Round") -> dict[str, Any]:
    """Return how a raise stands among investors, and what the reader can do there now."""
    actor, state = request.actor, RoundState(row.state)
    if state in BEFORE_INVESTORS:
        return {}
    organisation_id = row.project.organisation_id
    takes_money = policy.may_commit_money(actor, organisation_id=organisation_id) and not row.terms.is_over(
        today_of(request)
    )
    own = queries.own_subscriptions(actor).filter(round_id=row.id).first() if actor.id else None
    offers = list(queries.offers_for(actor, row.id)[:_MOST])
    own_stands = any(offer.investor_id == actor.id and offer.state in STANDING_OFFERS for offer in offers)
    return {
        "room_chart": presentation.room_chart(
            queries.taken_by_kind(row.id), queries.room_left(row.id), is_over=state not in SEEN_BY_INVESTORS
        ),
        "offers": [presentation.offer_line(offer, target=row.target, actor=actor) for offer in offers],
        "may_offer": takes_money and state is RoundState.OPEN and not own_stands,
        "may_subscribe": takes_money
        and state is RoundState.LED
        and (own is None or own.state not in LIVE_SUBSCRIPTIONS),
        "own_subscription": presentation.own_subscription(own) if own else None,
        "may_answer": state is RoundState.OPEN and policy.may_answer_offers(actor, organisation_id=organisation_id),
    }


def next_step_context(request: PageRequest, row: "Round") -> dict[str, Any]:
    """Return what a raise waits for, as its own people are told, and whether it could close now."""
    actor, state = request.actor, RoundState(row.state)
    organisation_id = row.project.organisation_id
    if state is RoundState.DRAFT or not actor.belongs_to(organisation_id):
        return {}
    outlook = queries.outlooks([row])[row.id]
    may_close = policy.may_close(actor, organisation_id=organisation_id, is_over=False)
    return {
        "next_step": presentation.next_step(row, actor=actor, today=today_of(request), outlook=outlook),
        "may_close": may_close and state is RoundState.LED and outlook.has_reached_minimum and not outlook.to_call_back,
    }


def _refusal(request: PageRequest) -> Ruling | None:
    """Return the ruling that the reader was sent here with, unless it is one about the terms of the raise itself."""
    try:
        found = ruling_seen_by(determination_id=UUID(request.GET.get("refused", "")), actor=request.actor)
    except (ValueError, NotFound):
        return None
    return found if found.refuses and found.facts_kind != RoundFacts.kind else None


def _still_refuses(ruling: Ruling, facts: Facts) -> bool:
    """Tell whether the rules have refused just what they would be asked now; after a change nobody knows yet."""
    try:
        return ruling.refuses and ruling.question() == facts
    except ValueError:
        return ruling.refuses


def trail_below(actor: Actor, row: "Round", label: object) -> list[dict[str, str]]:
    """Return the way to a page below a raise, with a link back to the raise."""
    *way, last = _trail(actor, row)
    return [*way, {**last, "url": reverse("round", args=[row.id])}, {"label": str(label), "url": ""}]


def _trail(actor: Actor, row: "Round") -> list[dict[str, str]]:
    """Return the way to a raise: through the project for its own people, through the list for all others."""
    if actor.belongs_to(row.project.organisation_id):
        steps = [(_("Projects"), reverse("projects")), (row.project.name, reverse("project", args=[row.project_id]))]
    else:
        steps = [(_("Raises"), reverse("rounds"))]
    return [*({"label": str(label), "url": url} for label, url in steps), {"label": row.title, "url": ""}]
