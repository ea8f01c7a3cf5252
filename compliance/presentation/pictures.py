"""compliance / presentation: charts of answers: shares against their limits, and the way of a lead's money."""

from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from compliance.core.calculators.complaints import Complaints
from compliance.core.calculators.funding_look_through import FUNDING_LOOK_THROUGH, funding_facts
from compliance.core.calculators.lead_ratio import LEAD_RATIO
from compliance.core.facts import FundingFacts, Movement, MovementKind, Unknown
from compliance.core.look_through import Graph, LookThrough, graph_in, looked_through
from compliance.core.ruling import Ruling
from compliance.core.wording import MOVEMENTS, PARTIES
from crowdfund.web.charts.bars import Bound, LimitBar, limit_bars
from crowdfund.web.charts.flows import Flow, Stop, flow_picture
from crowdfund.web.components.amounts import money_text
from crowdfund.web.components.language import in_language

_BARS: Final[dict[tuple[str, str], tuple[Promise, Bound]]] = {
    ("lead.ratio.below_band", "opening"): (gettext_lazy("Share at opening, at least"), Bound.AT_LEAST),
    ("lead.ratio.cap", "opening"): (gettext_lazy("Share at opening, at most"), Bound.AT_MOST),
    ("lead.ratio.below_band", "close"): (gettext_lazy("Share at close, at least"), Bound.AT_LEAST),
    ("lead.ratio.cap", "close"): (gettext_lazy("Share at close, at most"), Bound.AT_MOST),
    ("lead.ratio.cap", "step_up"): (gettext_lazy("Share after the step-up, at most"), Bound.AT_MOST),
    ("lead.exposure.own_assets", ""): (gettext_lazy("Part of the lead's own assets, at most"), Bound.AT_MOST),
}


def picture_of(*, name: str, raw: dict[str, Any], answer: dict[str, Any]) -> SafeString | None:
    """Return the picture that says more than the answer of this calculator alone; None where there is none."""
    if name == LEAD_RATIO.name:
        return _shares(answer)
    if name == FUNDING_LOOK_THROUGH.name:
        parsed = FUNDING_LOOK_THROUGH.takes.read(raw, "", Complaints())
        return money_picture(funding_facts(parsed)) if parsed else None
    return None


def picture_of_facts(ruling: Ruling) -> SafeString | None:
    """Return the picture of a stored question that is better seen than read; None where there is none."""
    if ruling.facts_kind != FundingFacts.kind:
        return None
    try:
        facts = ruling.question()
    except ValueError:
        return None
    return money_picture(facts) if isinstance(facts, FundingFacts) else None


def _shares(answer: dict[str, Any]) -> SafeString | None:
    found = {(finding["rule"], finding.get("basis", "")): finding for finding in answer["findings"]}
    bars = [_bar(found[key], label, bound) for key, (label, bound) in _BARS.items() if _is_measured(found.get(key))]
    return limit_bars(title=_("The lead's share against its limits"), bars=bars) if bars else None


def _is_measured(finding: dict[str, Any] | None) -> bool:
    return finding is not None and finding["unit"] == "percent" and finding["measured"] != "unknown"


def _bar(finding: dict[str, Any], label: Promise, bound: Bound) -> LimitBar:
    return LimitBar(
        label=label,
        value=Decimal(finding["measured"]),
        value_text=f"{finding['measured']}%",
        limit=Decimal(finding["limit"]),
        limit_text=f"{finding['limit']}%",
        bound=bound,
    )


def money_picture(facts: FundingFacts) -> SafeString | None:
    """Return where a lead's money comes from as a picture, the issuer's side in red; None where it is no graph."""
    graph, found = graph_in(facts), looked_through(facts)
    if not isinstance(graph, Graph) or found is None:
        return None
    tainted = {(here, there) for way in found.ways for here, there in zip(way.parties, way.parties[1:], strict=False)}
    stops = [
        Stop(id=party.id, label=party.id, word=in_language(PARTIES[party.kind]), is_marked=party.kind.is_tainted)
        for party in graph.parties
    ]
    told = len(graph.movements) - _seen_by_the_bank(facts)
    flows = [
        _flow(each, is_marked=(each.source, each.target) in tainted, is_seen=index >= told)
        for index, each in enumerate(graph.movements)
    ]
    return flow_picture(
        title=_("Where the lead's money comes from"),
        stops=stops,
        flows=flows,
        end=graph.lead.id,
        note=_note(found),
        legend=None if isinstance(facts.payments, Unknown) else (_("declared by the lead"), _("seen by the bank")),
    )


def _seen_by_the_bank(facts: FundingFacts) -> int:
    """Return how many of the movements, at their end, are payments that the custodian reported."""
    return 0 if isinstance(facts.payments, Unknown) else sum(each.match.is_an_edge for each in facts.payments)


def _flow(movement: Movement, *, is_marked: bool, is_seen: bool) -> Flow:
    is_unlimited = movement.amount is None or movement.kind is MovementKind.RELATION
    remarks = [_("seen by the bank")] if is_seen else []
    remarks += [_("may carry money of the issuer's side")] if is_marked else []
    return Flow(
        source=movement.source,
        target=movement.target,
        word=in_language(MOVEMENTS[movement.kind]),
        text=_("any amount") if is_unlimited or movement.amount is None else money_text(movement.amount),
        is_marked=is_marked,
        remark="; ".join(remarks),
        is_seen=is_seen,
    )


def _note(found: LookThrough) -> str:
    if not found.tainted:
        return _("No money of the issuer's side can have reached the lead.")
    return _("At most {amount} may come from the issuer's side; red is one way it may have gone.").format(
        amount=money_text(found.tainted)
    )
