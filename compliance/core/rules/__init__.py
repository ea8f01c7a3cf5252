"""compliance / core: every rule of the platform, one module per subject, superseded ones included."""

from typing import Final

from compliance.core.rule import AnyRule
from compliance.core.rules.assessment import ASSESSMENT
from compliance.core.rules.call_back import CALLED_BACK
from compliance.core.rules.head_count import HEAD_COUNT
from compliance.core.rules.lead_effective import LEAD_RATIO_EFFECTIVE
from compliance.core.rules.lead_exposure import LEAD_COMPANY_STAKE, LEAD_EXPOSURE_OWN_ASSETS, LEAD_VEHICLE_GP_ONLY
from compliance.core.rules.lead_look_through import LEAD_LOOK_THROUGH
from compliance.core.rules.lead_money_proof import LEAD_MONEY_PROOF
from compliance.core.rules.lead_own_funds import (
    LEAD_OWN_FUNDS_HIDDEN_LEVERAGE,
    LEAD_OWN_FUNDS_NOMINEE,
    LEAD_OWN_FUNDS_TAINTED,
)
from compliance.core.rules.lead_ratio import LEAD_RATIO_MAXIMUM, LEAD_RATIO_MINIMUM
from compliance.core.rules.lead_share_limits import LEAD_SHARE_LIMITS
from compliance.core.rules.lock_up import LOCK_UP
from compliance.core.rules.qualified_2014 import DEEMED_2014, TICKET_2014, WEALTH_2014
from compliance.core.rules.qualified_2018 import EXPERIENCE_2018, TICKET_2018, WEALTH_2018
from compliance.core.rules.qualified_draft_2014 import DRAFT_2014
from compliance.core.rules.qualified_look_through import LOOK_THROUGH_2014
from compliance.core.rules.round_minimum_ticket import ROUND_MINIMUM_TICKET
from compliance.core.rules.screening_clear import SCREENING_CLEAR, SCREENING_CLEAR_4
from compliance.core.rules.screening_company import SCREENING_COMPANY
from compliance.core.rules.screening_parties import SCREENING_COUNTERPARTY, SCREENING_PARTIES
from compliance.core.rules.subscription_certified import SUBSCRIPTION_CERTIFIED
from compliance.core.rules.subscription_ticket import SUBSCRIPTION_TICKET
from compliance.core.rules.suitability import SUITABILITY
from compliance.core.rules.vehicle_filing import VEHICLE_FILING
from compliance.core.rules.vehicle_fund import VEHICLE_FUND
from compliance.core.rules.words import WORDS

RULES: Final[tuple[AnyRule, ...]] = (
    ROUND_MINIMUM_TICKET,
    LEAD_RATIO_MINIMUM,
    LEAD_RATIO_MAXIMUM,
    SUBSCRIPTION_CERTIFIED,
    SUBSCRIPTION_TICKET,
    LOCK_UP,
    SCREENING_CLEAR_4,
    SCREENING_CLEAR,
    SCREENING_COMPANY,
    SCREENING_COUNTERPARTY,
    SCREENING_PARTIES,
    TICKET_2014,
    WEALTH_2014,
    DEEMED_2014,
    TICKET_2018,
    EXPERIENCE_2018,
    WEALTH_2018,
    DRAFT_2014,
    LOOK_THROUGH_2014,
    *HEAD_COUNT,
    *SUITABILITY,
    *VEHICLE_FUND,
    VEHICLE_FILING,
    *WORDS,
    *LEAD_SHARE_LIMITS,
    LEAD_COMPANY_STAKE,
    LEAD_EXPOSURE_OWN_ASSETS,
    LEAD_VEHICLE_GP_ONLY,
    LEAD_OWN_FUNDS_TAINTED,
    LEAD_OWN_FUNDS_NOMINEE,
    LEAD_OWN_FUNDS_HIDDEN_LEVERAGE,
    *LEAD_LOOK_THROUGH,
    CALLED_BACK,
    *LEAD_MONEY_PROOF,
    LEAD_RATIO_EFFECTIVE,
    *ASSESSMENT,
)
