"""roof / navigation: which rooms of the platform an actor is shown the way to."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.core.policy import (
    may_apply_for_certification,
    may_examine_certifications,
    may_examine_clearances,
    may_examine_screenings,
    may_watch_board,
    may_watch_screening,
)
from crowdfund.accounts.core.policy import may_examine_people, may_see_roles
from crowdfund.audit.core.policy import sees_everything
from crowdfund.db.clock import is_locked
from crowdfund.files.core.policy import may_send_documents
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.notices.queries import unread_count
from crowdfund.partners.core.policy import may_see_clients
from crowdfund.sweeps.core.policy import may_move_clock, may_watch_sweeps
from crowdfund.web.request import PageRequest
from deals.core.policy import may_watch_custody, may_work_the_desk, sees_open_rounds
from exits.queries import count_waiting_for_buyer


def navigation(request: PageRequest) -> dict[str, Any]:
    """Return the primary navigation for the actor of the request; nobody is shown a door that stays shut."""
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.kind is not ActorKind.PERSON:
        return {"navigation": [], "notices": None, "clock_url": ""}
    may_move = may_move_clock(actor) and not is_locked()
    examines = may_examine_screenings(actor)
    entries = [
        (_("Home"), "home", True),
        (_("Raises"), "rounds", True),
        (_("Projects"), "projects", bool(actor.memberships)),
        (_("Desk"), "desk", may_work_the_desk(actor)),
        (_("People"), "accounts:people", may_examine_people(actor)),
        (_("Roles"), "accounts:roles", may_see_roles(actor)),
        (_("Subscriptions"), "subscriptions", sees_open_rounds(actor)),
        (_("Payments"), "payments", sees_open_rounds(actor)),
        (_("Exits"), "exit_windows", sees_open_rounds(actor) or bool(actor.memberships) or may_work_the_desk(actor)),
        (_("Custody"), "custody", may_watch_custody(actor)),
        (_("Files"), "files:files", may_send_documents(actor)),
        (_("Qualified investor"), "compliance:certification", may_apply_for_certification(actor)),
        (_("Risk assessment"), "compliance:assessment", may_apply_for_certification(actor)),
        (_("Certifications"), "compliance:certifications", may_examine_certifications(actor)),
        (_("Compliance board"), "compliance:board", may_watch_board(actor)),
        (_("My screening"), "compliance:own_screening", may_apply_for_certification(actor)),
        (_("Screening"), "compliance:screenings", examines),
        (_("Screening provider"), "compliance:screening_provider", may_watch_screening(actor) and not examines),
        (_("Clearances"), "compliance:clearances", may_examine_clearances(actor)),
        (_("Calendar"), "compliance:calendar", True),
        (_("Rulebook"), "compliance:rulebook", True),
        (_("Calculators"), "compliance:calculators", True),
        (_("Sweeps"), "sweeps:sweeps", may_watch_sweeps(actor)),
        (_("Clock"), "sweeps:clock", may_move),
        (_("API clients"), "partners:clients", may_see_clients(actor)),
        (_("Audit trail"), "audit:events", sees_everything(actor)),
    ]
    shown = [(label, reverse(name)) for label, name, is_shown in entries if is_shown]
    items: list[dict[str, Any]] = [{"label": label, "url": url, "current": request.path == url} for label, url in shown]
    exits_url = reverse("exit_windows")
    for item in items:
        if item["url"] == exits_url and sees_open_rounds(actor):
            item["count"] = count_waiting_for_buyer(actor)
    notices = {"url": reverse("notices:list"), "count": unread_count(actor)}
    clock_url = reverse("sweeps:clock") if may_move else ""
    return {"navigation": items, "notices": notices, "clock_url": clock_url}
