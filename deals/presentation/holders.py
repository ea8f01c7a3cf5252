"""deals / presentation: who holds a vehicle, and who manages it, for pages and programs."""

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.rounding import Rounding, round_decimal
from deals.core.captable import CapTable, CapTableLine
from deals.core.round import ManagerForm
from deals.words import MANAGER_FORMS

if TYPE_CHECKING:
    from deals.models import Vehicle


def general_partner(vehicle: "Vehicle") -> dict[str, Any] | None:
    """Return the manager, who is general partner, with its form and registration number; None where the lead was it.

    Reads the raise of the vehicle.
    """
    terms = vehicle.round.terms
    if terms.manager_form is None:
        return None
    return {"name": terms.manager_name, "form": terms.manager_form, "number": terms.manager_number}


def manager_facts(vehicle: "Vehicle") -> dict[str, Any] | None:
    """Return the same for a page, the form in words."""
    found = general_partner(vehicle)
    return found and {**found, "form": MANAGER_FORMS[ManagerForm(found["form"])]}


def cap_table_rows(table: CapTable, *, vehicle: "Vehicle", actor: Actor) -> list[dict[str, Any]]:
    """Return the holders of a vehicle for a page, the largest first. Readers find themselves; others are numbered."""
    lead_manages = general_partner(vehicle) is None
    return [
        {
            "holder": _holder(line, place=place, actor=actor, lead_manages=lead_manages),
            "units": line.units,
            "share": line.share,
        }
        for place, line in enumerate(table.lines, start=1)
    ]


def cap_table_body(table: CapTable, *, vehicle: "Vehicle", actor: Actor) -> dict[str, Any]:
    """Return the holders of a vehicle for a program, the largest first; ids of other people are left out."""
    manager = general_partner(vehicle)
    return {
        "vehicle": vehicle.id,
        "units": table.units,
        "general_partner": manager,
        "holders": [
            {
                "holder": line.holder_id if line.holder_id == actor.id else None,
                "is_lead": line.is_lead,
                "is_general_partner": line.is_lead and manager is None,
                "units": line.units,
                "percent": round_decimal(line.share * 100, 2, Rounding.HALF_UP),
            }
            for line in table.lines
        ],
    }


def _holder(line: CapTableLine, *, place: int, actor: Actor, lead_manages: bool) -> str:
    is_own = line.holder_id == actor.id
    if not line.is_lead:
        return _("You") if is_own else _("Holder {number}").format(number=place)
    if lead_manages:
        return _("You, as lead and general partner") if is_own else _("Lead, general partner")
    return _("You, as lead and limited partner") if is_own else _("Lead, limited partner")
