"""deals / views: what pages about one raise share."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from compliance.core.facts import Facts, RoundFacts
from compliance.core.ruling import Ruling
from compliance.core.verdict import Refused
from compliance.queries import rulings_about
from crowdfund.db.events import Subject
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.web.context import today_of
from crowdfund.web.request import PageRequest
from deals import presentation, queries
from deals.core import policy
from deals.core.states import ROUND_MACHINE, RoundEvent, RoundState
from deals.facts import round_facts
from deals.words import STAGES, VEHICLE_FORMS

if TYPE_CHECKING:
    from deals.models import Round


def after_gate(done: object, round_id: UUID) -> str:
    """Return where to go on after a gate: to the stored refusal, or back to the raise."""
    if isinstance(done, Refused):
        return f"{reverse('round', args=[round_id])}?refused={done.determination_id}"
    return reverse("round", args=[round_id])


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
    decides = policy.may_decide(actor, organisation_id=organisation_id)
    return {
        "round": row,
        "project": row.project,
        "company": row.project.organisation,
        "stage": STAGES.get(row.terms.stage) if row.terms.stage else None,
        "vehicle": VEHICLE_FORMS.get(row.terms.vehicle_form) if row.terms.vehicle_form else None,
        "missing": presentation.checklist(wrong, round_id=row.id) if drafts and state is RoundState.DRAFT else [],
        "is_complete": not wrong,
        "may_edit": drafts and state is RoundState.DRAFT,
        "may_submit": drafts and ROUND_MACHINE.may(state, RoundEvent.SUBMIT),
        "may_open": policy.may_open(actor, organisation_id=organisation_id)
        and ROUND_MACHINE.may(state, RoundEvent.OPEN),
        "may_decide": decides and ROUND_MACHINE.may(state, RoundEvent.APPROVE),
        "is_insider": actor.belongs_to(organisation_id) or policy.sees_everything_submitted(actor),
        "ruling": ruling,
        "is_refused": ruling is not None and _still_refuses(ruling, round_facts(row.snapshot())),
        "was_refused": ruling is not None and request.GET.get("refused", "") == str(ruling.id),
        "trail": _trail(actor, row),
    }


def _still_refuses(ruling: Ruling, facts: Facts) -> bool:
    """Tell whether the rules have refused just what they would be asked now; after a change nobody knows yet."""
    try:
        return ruling.refuses and ruling.question() == facts
    except ValueError:
        return ruling.refuses


def _trail(actor: Actor, row: "Round") -> list[dict[str, str]]:
    """Return the way to a raise: through the project for its own people, through the list for all others."""
    if actor.belongs_to(row.project.organisation_id):
        steps = [(_("Projects"), reverse("projects")), (row.project.name, reverse("project", args=[row.project_id]))]
    else:
        steps = [(_("Raises"), reverse("rounds"))]
    return [*({"label": str(label), "url": url} for label, url in steps), {"label": row.title, "url": ""}]
