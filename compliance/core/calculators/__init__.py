"""compliance / core: every calculator of the platform by its name."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from compliance.core.calculators.calculator import Calculator
from compliance.core.calculators.funding_look_through import FUNDING_LOOK_THROUGH
from compliance.core.calculators.lead_ratio import LEAD_RATIO

CALCULATORS: Final[Mapping[str, Calculator]] = MappingProxyType(
    {calculator.name: calculator for calculator in (LEAD_RATIO, FUNDING_LOOK_THROUGH)}
)
"""By the name in its address, in the order in which people are shown them."""
