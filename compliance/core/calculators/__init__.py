"""compliance / core: every calculator of the platform by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.calculators.calculator import Calculator
from compliance.core.calculators.funding_look_through import FUNDING_LOOK_THROUGH
from compliance.core.calculators.head_count import HEAD_COUNT
from compliance.core.calculators.lead_ratio import LEAD_RATIO
from compliance.core.calculators.qualification import QUALIFICATION
from compliance.core.calculators.suitability import SUITABILITY

CALCULATORS: Final[Mapping[str, Calculator]] = MappingProxyType(
    {
        calculator.name: calculator
        for calculator in (LEAD_RATIO, FUNDING_LOOK_THROUGH, QUALIFICATION, HEAD_COUNT, SUITABILITY)
    }
)
"""By the name in its address, in the order in which people are shown them."""
