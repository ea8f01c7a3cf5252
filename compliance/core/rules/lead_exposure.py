"""compliance / core: what else a lead's commitment is a share of: the company, the lead's own assets, the vehicle.

Source: policy of this platform (not law), articles 7 to 9; facts 4.3. These ratios are never mixed with the share of
the raise. From release 4 on.
"""

from fractions import Fraction
from typing import Final

from compliance.core.facts import LeadRatioFacts, Stage, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.rules.lead_shares import amount_at, percent_text
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import spoken_amount
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding

STAKE: Final = "platform_policy.lead_company_stake"
OWN_ASSETS: Final = "platform_policy.lead_own_assets"
GENERAL_PARTNER: Final = "platform_policy.lead_general_partner_only"


def lead_company_stake(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead that takes a large stake in a company before its IPO; the limit itself is warned of."""
    stake = facts.company_percent
    if isinstance(facts.stage, Unknown):
        return Missing(("stage",))
    if isinstance(stake, Unknown):
        return Missing(("company_percent",)) if facts.stage is Stage.C_PRE_IPO else NotApplicable(_NOT_THEN)
    limit = law.percent(STAKE)
    is_met = facts.stage is not Stage.C_PRE_IPO or stake < limit
    shown = percent_text(stake)
    return Finding(
        rule="lead.company.stake",
        outcome=Outcome.PERMIT if is_met else Outcome.WARN,
        measured=shown,
        limit=percent_text(limit),
        unit="percent",
        citation=law.citation_of(STAKE),
        message=Sentence(
            zh=f"领投人将持有公司 {shown}% 的股权；上市前阶段达到 {limit}% 即属异常。",
            en=f"The lead will hold {shown}% of the company; before an IPO a stake of {limit}% or more is abnormal.",
        ),
        remedy=NOTHING_TO_SAY
        if is_met
        else Sentence(
            zh=f"将领投人持有的公司股权降至 {limit}% 以下。", en=f"Keep the lead's stake in the company below {limit}%."
        ),
    )


def lead_exposure_own_assets(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead that puts more of its own assets into one project than it can lose; the limit is allowed."""
    commitment, assets = facts.lead_commitment, facts.lead_assets
    if isinstance(commitment, Unknown) or isinstance(assets, Unknown):
        return Missing(("lead_commitment", "lead_assets"))
    limit, citation = law.percent(OWN_ASSETS), law.citation_of(OWN_ASSETS)
    if assets.currency is not commitment.currency or assets.minor <= 0:
        return Finding(
            rule="lead.exposure.own_assets",
            outcome=Outcome.REFER,
            measured=UNKNOWN,
            limit=percent_text(limit),
            unit="percent",
            citation=citation,
            message=Sentence(
                zh="领投人可投资资产须大于零，并与领投承诺金额同一币种，才能比较。",
                en="The lead's own assets must be more than nothing, in the currency of the commitment, to compare.",
            ),
            remedy=Sentence(zh="请补充：领投人可投资资产。", en="Supply: lead's own investable assets."),
        )
    share = 100 * commitment.ratio_to(assets)
    mine, whole = spoken_amount(commitment), spoken_amount(assets)
    most = spoken_amount(amount_at(limit, assets, Rounding.FLOOR))
    return Finding(
        rule="lead.exposure.own_assets",
        outcome=Outcome.PERMIT if share <= limit else Outcome.WARN,
        measured=percent_text(share),
        limit=percent_text(limit),
        unit="percent",
        citation=citation,
        message=Sentence(
            zh=f"领投承诺金额 {mine.zh}占领投人可投资资产 {whole.zh}的 {percent_text(share)}%，界限为 {limit}%。",
            en=f"The commitment of {mine.en} is {percent_text(share)}% of the lead's own assets of {whole.en};"
            f" at most {limit}% should stand in one project.",
        ),
        remedy=NOTHING_TO_SAY
        if share <= limit
        else Sentence(
            zh=f"将领投承诺金额降低到 {most.zh}或以下。", en=f"Lower the lead's commitment to {most.en} or less."
        ),
    )


def lead_vehicle_gp_only(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead that runs the vehicle as general partner with a token share and no money beside it.

    More than the limit as general partner is enough, and so is anything as limited partner.
    """
    vehicle = facts.vehicle
    if isinstance(vehicle, Unknown):
        return Missing(("vehicle",))
    if vehicle is None:
        return NotApplicable(_NO_PARTNER)
    limit = law.percent(GENERAL_PARTNER)
    own, capital = vehicle.as_general_partner, vehicle.capital
    share = Fraction(100 * own.minor, capital.minor)
    is_met = share > limit or vehicle.as_limited_partner.minor > 0
    more = spoken_amount(amount_at(limit, capital, Rounding.FLOOR) + Money(1, capital.currency))
    shown, mine, whole = percent_text(share), spoken_amount(own), spoken_amount(capital)
    beside = spoken_amount(vehicle.as_limited_partner)
    return Finding(
        rule="lead.vehicle.gp_only",
        outcome=Outcome.PERMIT if is_met else Outcome.WARN,
        measured=shown,
        limit=percent_text(limit),
        unit="percent",
        citation=law.citation_of(GENERAL_PARTNER),
        message=Sentence(
            zh=f"领投人作为普通合伙人出资 {mine.zh}，占载体 {whole.zh}的 {shown}%；作为有限合伙人出资 {beside.zh}。",
            en=f"As general partner the lead puts {mine.en}, {shown}% of the vehicle's {whole.en};"
            f" as limited partner {beside.en}.",
        ),
        remedy=NOTHING_TO_SAY
        if is_met
        else Sentence(
            zh=f"作为普通合伙人出资 {more.zh}或以上，或另作为有限合伙人出资。",
            en=f"Put {more.en} or more as general partner, or money as limited partner beside it.",
        ),
    )


_NOT_THEN: Final = Sentence(
    zh="该规则只针对 C 轮至上市前阶段。", en="The rule speaks about the stage from C to pre-IPO only."
)
_NO_PARTNER: Final = Sentence(zh="领投人不是跟投载体的合伙人。", en="The lead is no partner of the vehicle.")

LEAD_COMPANY_STAKE: Final = Rule(
    id="lead.company.stake",
    facts=LeadRatioFacts,
    provision="platform_policy#7",
    reads=frozenset({STAKE}),
    judge=lead_company_stake,
    since_release=4,
)
LEAD_EXPOSURE_OWN_ASSETS: Final = Rule(
    id="lead.exposure.own_assets",
    facts=LeadRatioFacts,
    provision="platform_policy#8",
    reads=frozenset({OWN_ASSETS}),
    judge=lead_exposure_own_assets,
    since_release=4,
)
LEAD_VEHICLE_GP_ONLY: Final = Rule(
    id="lead.vehicle.gp_only",
    facts=LeadRatioFacts,
    provision="platform_policy#9",
    reads=frozenset({GENERAL_PARTNER}),
    judge=lead_vehicle_gp_only,
    since_release=4,
)
