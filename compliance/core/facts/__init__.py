"""compliance / core: the words of the question, as frozen facts without defaults.

Whoever asks must say each fact or say why it is unknown; a fact that was simply forgotten can't exist. The rooms above
(`deals/facts.py`, `exits/facts.py`) turn their rows into these; the rules never learn what a row is.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.facts.assessments import AssessmentFacts, GradeFacts, LeadSuitedFacts
from compliance.core.facts.base import Facts, LegalForm, Reason, Stage, Unknown
from compliance.core.facts.call_backs import CallBackFacts, PaidPart
from compliance.core.facts.holders import Holder, HolderFacts, HolderKind, ParallelVehicle
from compliance.core.facts.investors import (
    DeemedKind,
    InvestorClass,
    InvestorKind,
    ProductGrade,
    ProductKind,
    QualificationFacts,
    Regime,
    SuitabilityFacts,
)
from compliance.core.facts.leads import (
    FundingDeclaration,
    FundingFacts,
    FundingPayment,
    FundingReview,
    LeadRatioFacts,
    Movement,
    MovementKind,
    Party,
    PartyKind,
    PayerMatch,
    StepUp,
    VehicleShare,
)
from compliance.core.facts.listings import Board, HolderPart, LockUpFacts
from compliance.core.facts.raises import Basis, LeadFacts, RoundFacts, SubscriptionFacts
from compliance.core.facts.screening import (
    CompanyScreeningFacts,
    CounterpartyFacts,
    PartiesFacts,
    PartyRole,
    ScreeningFacts,
)
from compliance.core.facts.texts import Passage, TextFacts
from compliance.core.facts.vehicles import FilingFacts, FundTarget, ManagerKind, VehicleFacts

__all__ = [
    "FACTS",
    "AssessmentFacts",
    "Basis",
    "Board",
    "CallBackFacts",
    "CompanyScreeningFacts",
    "CounterpartyFacts",
    "DeemedKind",
    "Facts",
    "FilingFacts",
    "FundTarget",
    "FundingDeclaration",
    "FundingFacts",
    "FundingPayment",
    "FundingReview",
    "GradeFacts",
    "Holder",
    "HolderFacts",
    "HolderKind",
    "HolderPart",
    "InvestorClass",
    "InvestorKind",
    "LeadFacts",
    "LeadRatioFacts",
    "LeadSuitedFacts",
    "LegalForm",
    "LockUpFacts",
    "ManagerKind",
    "Movement",
    "MovementKind",
    "PaidPart",
    "ParallelVehicle",
    "PartiesFacts",
    "Party",
    "PartyKind",
    "PartyRole",
    "Passage",
    "PayerMatch",
    "ProductGrade",
    "ProductKind",
    "QualificationFacts",
    "Reason",
    "Regime",
    "RoundFacts",
    "ScreeningFacts",
    "Stage",
    "StepUp",
    "SubscriptionFacts",
    "SuitabilityFacts",
    "TextFacts",
    "Unknown",
    "VehicleFacts",
    "VehicleShare",
]

FACTS: Final[Mapping[str, type[Facts]]] = MappingProxyType(
    {
        kind.kind: kind
        for kind in (
            RoundFacts,
            LeadFacts,
            SubscriptionFacts,
            LockUpFacts,
            LeadRatioFacts,
            FundingFacts,
            QualificationFacts,
            SuitabilityFacts,
            HolderFacts,
            VehicleFacts,
            FilingFacts,
            TextFacts,
            ScreeningFacts,
            CompanyScreeningFacts,
            CounterpartyFacts,
            PartiesFacts,
            CallBackFacts,
            AssessmentFacts,
            GradeFacts,
            LeadSuitedFacts,
        )
    }
)
"""Every kind of facts that can be stored, by its word."""
