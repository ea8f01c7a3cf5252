"""deals / presentation: where somebody goes on from whom a rule has just refused something."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from compliance.core.clearance import is_clearable
from compliance.core.facts import InvestorClass, SuitabilityFacts
from compliance.core.outcome import Outcome
from compliance.core.rules.subscription_certified import RULE_ID as CERTIFIED

if TYPE_CHECKING:
    from compliance.core.ruling import Ruling


def ways_on(refusal: "Ruling", *, round_id: UUID) -> list[dict[str, Any]]:
    """Return the pages on which the reader mends what stood against them, the most useful first; maybe none."""
    ways = []
    if is_clearable(refusal.findings):
        ways.append((_("Ask for a clearance"), reverse("compliance:clearance_request", args=[refusal.id])))
    elif _may_insist(refusal):
        ways.append((_("Read the warning and ask in writing"), reverse("suitability_request", args=[round_id])))
    if refusal.facts_kind == "screening":
        ways.append((_("Look at your screening"), reverse("compliance:own_screening")))
    if any(each.rule == CERTIFIED and each.outcome is not Outcome.PERMIT for each in refusal.findings):
        ways.append((_("Apply for the certification"), reverse("compliance:certification")))
    if refusal.facts_kind in ("assessment", "suitability"):
        ways.append((_("Risk assessment"), reverse("compliance:assessment")))
    return [{"label": label, "url": url} for label, url in ways]


def _may_insist(refusal: "Ruling") -> bool:
    """Tell whether a product above the investor's class may still be asked for; for the lowest class it may not."""
    if refusal.facts_kind != SuitabilityFacts.kind:
        return False
    try:
        asked = refusal.question()
    except ValueError:
        return False
    return isinstance(asked, SuitabilityFacts) and asked.investor_class is not InvestorClass.C1_LOWEST
