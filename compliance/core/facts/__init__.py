"""compliance / core: the words of the question, as frozen facts without defaults.

Whoever asks must say each fact or say why it is unknown; a fact that was simply forgotten can't exist. The rooms above
(`deals/facts.py`, `exits/facts.py`) turn their rows into these; the rules never learn what a row is.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.facts.base import Facts, LegalForm, Reason, Stage, Unknown
from compliance.core.facts.leads import (
    FundingFacts,
    LeadRatioFacts,
    Movement,
    MovementKind,
    Party,
    PartyKind,
    StepUp,
    VehicleShare,
)
from compliance.core.facts.listings import Board, HolderPart, LockUpFacts
from compliance.core.facts.raises import Basis, LeadFacts, RoundFacts, SubscriptionFacts

__all__ = [
    "FACTS",
    "Basis",
    "Board",
    "Facts",
    "FundingFacts",
    "HolderPart",
    "LeadFacts",
    "LeadRatioFacts",
    "LegalForm",
    "LockUpFacts",
    "Movement",
    "MovementKind",
    "Party",
    "PartyKind",
    "Reason",
    "RoundFacts",
    "Stage",
    "StepUp",
    "SubscriptionFacts",
    "Unknown",
    "VehicleShare",
]

FACTS: Final[Mapping[str, type[Facts]]] = MappingProxyType(
    {kind.kind: kind for kind in (RoundFacts, LeadFacts, SubscriptionFacts, LockUpFacts, LeadRatioFacts, FundingFacts)}
)
"""Every kind of facts that can be stored, by its word."""
