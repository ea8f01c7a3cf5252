"""compliance / core: by which text somebody must be a qualified investor: the vehicle brings it (合格投资者制度).

Source: 私募投资基金监督管理暂行办法 (2014), articles 2 and 12; 资管新规 (2018), article 5; facts 2.1, 2.4 and 2.5.
"""

from dataclasses import replace
from typing import Final

from compliance.core.book import NotInForce, View
from compliance.core.facts import LegalForm, ProductKind, QualificationFacts, Reason, Regime, Unknown
from compliance.core.rule import Reading
from compliance.core.rules.qualified_draft_2014 import DRAFT_2014, would_qualify

_PRIVATE_FUNDS: Final = (LegalForm.LIMITED_PARTNERSHIP, LegalForm.CONTRACTUAL_FUND)


def regime_of(vehicle: LegalForm | ProductKind | Unknown) -> Regime | Unknown:
    """Return the regime that a vehicle brings: a legal form that pools investors, or a kind of managed product.

    A partnership or a contract that pools followers is a private fund; an asset-management product has its own text. Of
    a company its form alone does not tell whether it is a company fund, so the regime is not known, which is REFER. No
    vehicle ever brings the draft of 2014: it was not adopted.
    """
    if isinstance(vehicle, ProductKind):
        return Regime.ASSET_MANAGEMENT_2018
    if isinstance(vehicle, Unknown):
        return vehicle
    return Regime.PRIVATE_FUND_2014 if vehicle in _PRIVATE_FUNDS else Unknown(Reason.NOT_CHECKED)


def draft_would_qualify(facts: QualificationFacts, view: View) -> bool | None:
    """Return what the draft of 2014 would have said of somebody; None where facts are missing or nobody could read it.

    It informs and permits nothing, whatever regime the question is about.
    """
    law = Reading(view=view, reads=DRAFT_2014.reads, provision=DRAFT_2014.provision)
    try:
        return would_qualify(replace(facts, regime=Regime.CROWDFUNDING_DRAFT_2014), law)
    except NotInForce:
        return None
