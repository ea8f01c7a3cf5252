"""roof / navigation: which rooms of the platform an actor is shown the way to."""

from collections.abc import Mapping
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

_Entry = tuple[str, str, bool]
_PARTS = {"compliance:own_file": ("compliance:own_screening", "compliance:certification", "compliance:assessment")}
"""Pages that stand below another one in the navigation, not in their address."""


def navigation(request: PageRequest) -> dict[str, Any]:
    """Return the primary navigation for the actor of the request; nobody is shown a door that stays shut.

    What is used every day stands in the row, the rest below it in groups that open without a script. A group of which
    the actor sees one entry is that entry.
    """
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or actor.kind is not ActorKind.PERSON:
        return {"navigation": [], "notices": None, "clock_url": ""}
    waiting = {reverse("exit_windows"): count_waiting_for_buyer(actor)} if sees_open_rounds(actor) else {}
    items: list[dict[str, Any]] = []
    for label, entries in _groups(actor):
        shown = [_link(entry, path=request.path, waiting=waiting) for entry in entries if entry[2]]
        items += [_group(label, shown)] if label and len(shown) > 1 else shown
    notices = {"url": reverse("notices:list"), "count": unread_count(actor)}
    return {"navigation": items, "notices": notices, "clock_url": reverse("sweeps:clock") if _may_move(actor) else ""}


def _groups(actor: Actor) -> list[tuple[str, list[_Entry]]]:
    """Return all entries, those of one group together; the group without a name is the row itself."""
    invests = sees_open_rounds(actor)
    examines = may_examine_screenings(actor)
    return [
        (
            "",
            [
                (_("Home"), "home", True),
                (_("Raises"), "rounds", True),
                (_("Projects"), "projects", bool(actor.memberships)),
                (_("Desk"), "desk", may_work_the_desk(actor)),
            ],
        ),
        (
            _("Investments"),
            [
                (_("Subscriptions"), "subscriptions", invests),
                (_("Payments"), "payments", invests),
                (_("Exits"), "exit_windows", invests or bool(actor.memberships) or may_work_the_desk(actor)),
            ],
        ),
        ("", [(_("My file"), "compliance:own_file", may_apply_for_certification(actor))]),
        (
            _("Checks"),
            [
                (_("Compliance board"), "compliance:board", may_watch_board(actor)),
                (_("People"), "accounts:people", may_examine_people(actor)),
                (_("Certifications"), "compliance:certifications", may_examine_certifications(actor)),
                (_("Screening"), "compliance:screenings", examines),
                (_("Screening provider"), "compliance:screening_provider", may_watch_screening(actor) and not examines),
                (_("Clearances"), "compliance:clearances", may_examine_clearances(actor)),
            ],
        ),
        (
            _("Operations"),
            [
                (_("Custody"), "custody", may_watch_custody(actor)),
                (_("Roles"), "accounts:roles", may_see_roles(actor)),
                (_("API clients"), "partners:clients", may_see_clients(actor)),
                (_("Sweeps"), "sweeps:sweeps", may_watch_sweeps(actor)),
                (_("Clock"), "sweeps:clock", _may_move(actor)),
                (_("Audit trail"), "audit:events", sees_everything(actor)),
            ],
        ),
        (
            _("Reference"),
            [
                (_("Calendar"), "compliance:calendar", True),
                (_("Rulebook"), "compliance:rulebook", True),
                (_("Calculators"), "compliance:calculators", True),
                (_("Files"), "files:files", may_send_documents(actor)),
            ],
        ),
    ]


def _link(entry: _Entry, *, path: str, waiting: Mapping[str, int]) -> dict[str, Any]:
    """Return one link; `here` tells the page itself from the pages below it."""
    label, name, _shown = entry
    url = reverse(name)
    above = (url, *(reverse(part) for part in _PARTS.get(name, ())))
    is_below = len(url) > 1 and path.startswith(above)
    here = "page" if path == url else "true" if is_below else ""
    return {"label": label, "url": url, "here": here, "count": waiting.get(url, 0)}


def _group(label: str, entries: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a group; it says how much waits inside, and whether the page is one of its own."""
    return {
        "label": label,
        "entries": entries,
        "here": "true" if any(entry["here"] for entry in entries) else "",
        "count": sum(entry["count"] for entry in entries),
    }


def _may_move(actor: Actor) -> bool:
    return may_move_clock(actor) and not is_locked()
