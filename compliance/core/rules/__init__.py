"""compliance / core: every rule of the platform, one module per subject, superseded ones included."""

from typing import Final

from compliance.core.rule import AnyRule
from compliance.core.rules.lead_ratio import LEAD_RATIO_MAXIMUM, LEAD_RATIO_MINIMUM
from compliance.core.rules.lock_up import LOCK_UP
from compliance.core.rules.round_minimum_ticket import ROUND_MINIMUM_TICKET
from compliance.core.rules.subscription_certified import SUBSCRIPTION_CERTIFIED
from compliance.core.rules.subscription_ticket import SUBSCRIPTION_TICKET

RULES: Final[tuple[AnyRule, ...]] = (
    ROUND_MINIMUM_TICKET,
    LEAD_RATIO_MINIMUM,
    LEAD_RATIO_MAXIMUM,
    SUBSCRIPTION_CERTIFIED,
    SUBSCRIPTION_TICKET,
    LOCK_UP,
)
