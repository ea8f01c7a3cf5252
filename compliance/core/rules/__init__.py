"""compliance / core: every rule of the platform, one module per subject, superseded ones included."""

from typing import Final

from compliance.core.rule import AnyRule
from compliance.core.rules.round_minimum_ticket import ROUND_MINIMUM_TICKET

RULES: Final[tuple[AnyRule, ...]] = (ROUND_MINIMUM_TICKET,)
