"""compliance / core: how large a share of the raise its lead commits: floors, bands by stage, caps.

Source: policy of this platform (not law), articles 2 to 7; facts 4.3. From release 4 on. Each rule judges each moment
on its own: opening and step-up over the target, close over the allocated amount.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from compliance.core.facts import LeadRatioFacts, Stage
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Reading, Rule
from compliance.core.rules.lead_shares import (
    Share,
    Test,
    amount_at,
    compared,
    each_share,
    lowered_to,
    raised_to,
)
from compliance.core.sentences import Sentence
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding

MINIMUM: Final = "platform_policy.lead_ratio_minimum"
MAXIMUM: Final = "platform_policy.lead_ratio_maximum"
CAP: Final = "platform_policy.lead_ratio_cap"
GENERAL_FLOOR: Final = "platform_policy.lead_general_floor"
GENERAL_FLOOR_AMOUNT: Final = "platform_policy.lead_general_floor_amount"
TRUST_FLOOR: Final = "platform_policy.lead_trust_floor"
ABNORMAL: Final = "platform_policy.lead_pre_ipo_abnormal"


@dataclass(frozen=True, slots=True)
class _Band:
    """The parameters between which the share of a lead is usual at a stage; both ends belong to it."""

    least: str
    most: str


BANDS: Final[Mapping[Stage, _Band]] = MappingProxyType(
    {
        stage: _Band(f"platform_policy.lead_band_{stage.value}_least", f"platform_policy.lead_band_{stage.value}_most")
        for stage in Stage
    }
)
_LEASTS: Final = frozenset(band.least for band in BANDS.values())
_MOSTS: Final = frozenset(band.most for band in BANDS.values())


def lead_share_minimum(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead whose commitment is a smaller share than the policy asks for at any stage; the limit is enough."""
    test = Test(
        rule="lead.ratio.minimum",
        parameter=MINIMUM,
        fails=Outcome.DENY,
        passed=Sentence(zh="不低于平台规定的下限", en="reaches the smallest share of"),
        failed=Sentence(zh="低于平台规定的下限", en="is below the smallest share of"),
    )
    return each_share(facts, law, test, lambda share: _at_least(share, law, test))


def lead_share_maximum(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead whose commitment leaves no crowd; the limit itself is allowed."""
    test = Test(
        rule="lead.ratio.maximum",
        parameter=MAXIMUM,
        fails=Outcome.DENY,
        passed=Sentence(zh="不高于平台规定的上限", en="is within the largest share of"),
        failed=Sentence(zh="高于平台规定的上限", en="is above the largest share of"),
    )
    return each_share(facts, law, test, lambda share: _at_most(share, law, test))


def lead_share_cap(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead whose commitment takes the room that followers need; the cap itself is allowed."""
    test = Test(
        rule="lead.ratio.cap",
        parameter=CAP,
        fails=Outcome.WARN,
        passed=Sentence(zh="不高于为跟投人留出空间的上限", en="is within the cap that keeps room for followers, of"),
        failed=Sentence(zh="高于为跟投人留出空间的上限", en="is above the cap that keeps room for followers, of"),
    )
    return each_share(facts, law, test, lambda share: _at_most(share, law, test))


def lead_share_below_band(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead whose commitment is below what is usual at the stage of the raise."""
    test = Test(
        rule="lead.ratio.below_band",
        parameter=_band(facts).least,
        fails=Outcome.WARN,
        passed=Sentence(zh="不低于本阶段的通常下限", en="reaches what is usual at this stage, at least"),
        failed=Sentence(zh="低于本阶段的通常下限", en="is below what is usual at this stage, at least"),
    )
    return each_share(facts, law, test, lambda share: _at_least(share, law, test))


def lead_share_above_band(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Advise that a commitment is above what is usual at the stage; above the cap another rule speaks."""
    test = Test(
        rule="lead.ratio.above_band",
        parameter=_band(facts).most,
        fails=Outcome.ADVISE,
        passed=Sentence(
            zh="不高于本阶段的通常上限，或已由留出空间的上限判定；通常上限为",
            en="is not above what is usual at this stage, or is judged by the cap instead; usual is at most",
        ),
        failed=Sentence(zh="高于本阶段的通常上限", en="is above what is usual at this stage, at most"),
    )

    def judge(share: Share) -> Finding:
        is_met = share.percent <= law.percent(test.parameter) or share.percent > law.percent(CAP)
        most = amount_at(law.percent(test.parameter), share.base, Rounding.FLOOR)
        return compared(share, law, test, is_met=is_met, remedy=_disclosed_or(lowered_to(share, most)))

    return each_share(facts, law, test, judge)


def lead_share_general_floor(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Advise that an A or B round is led with less than the general floor and less than the absolute amount.

    Below the band of the stage another rule warns; other stages have no general floor.
    """
    test = Test(
        rule="lead.ratio.general_floor",
        parameter=GENERAL_FLOOR,
        fails=Outcome.ADVISE,
        passed=Sentence(
            zh="达到一般下限或绝对金额，或不属该规则的区间；一般下限为",
            en="reaches the general floor or its absolute amount, or is judged by the band instead; the floor is",
        ),
        failed=Sentence(
            zh="低于一般下限，金额也未达到绝对金额；一般下限为",
            en="is below the general floor, and the amount below its absolute amount; the floor is",
        ),
    )

    def judge(share: Share) -> Finding:
        least, floor = law.percent(BANDS[Stage.A_B].least), law.percent(GENERAL_FLOOR)
        enough = law.money(GENERAL_FLOOR_AMOUNT)
        is_enough = share.amount.currency is enough.currency and share.amount >= enough
        is_met = facts.stage is not Stage.A_B or not least <= share.percent < floor or is_enough
        return compared(share, law, test, is_met=is_met, remedy=_cheaper_of(share, floor, enough))

    return each_share(facts, law, test, judge)


def lead_share_trust_floor(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Advise that a share this small looks like unloading, and is disclosed, where it is usual: before an IPO."""
    test = Test(
        rule="lead.ratio.trust_floor",
        parameter=TRUST_FLOOR,
        fails=Outcome.ADVISE,
        passed=Sentence(
            zh="达到信任下限，或不属上市前阶段；信任下限为", en="reaches, or need not reach, the trust floor of"
        ),
        failed=Sentence(zh="低于信任下限", en="is below the trust floor of"),
    )

    def judge(share: Share) -> Finding:
        limit = law.percent(TRUST_FLOOR)
        is_met = facts.stage is not Stage.C_PRE_IPO or share.percent >= limit
        least = amount_at(limit, share.base, Rounding.CEILING)
        return compared(share, law, test, is_met=is_met, remedy=_disclosed_or(raised_to(share, least)))

    return each_share(facts, law, test, judge)


def lead_share_pre_ipo_abnormal(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Warn of a lead that takes a large part of a round before an IPO; the limit itself is warned of."""
    test = Test(
        rule="lead.ratio.pre_ipo_abnormal",
        parameter=ABNORMAL,
        fails=Outcome.WARN,
        passed=Sentence(
            zh="低于上市前异常界限，或不属上市前阶段；界限为", en="is not abnormal before an IPO, where it stays below"
        ),
        failed=Sentence(zh="达到上市前异常界限", en="is abnormal before an IPO, from"),
    )

    def judge(share: Share) -> Finding:
        limit = law.percent(ABNORMAL)
        is_met = facts.stage is not Stage.C_PRE_IPO or share.percent < limit
        most = amount_at(limit, share.base, Rounding.CEILING) - Money(1, share.base.currency)
        return compared(share, law, test, is_met=is_met, remedy=lowered_to(share, most))

    return each_share(facts, law, test, judge)


def _band(facts: LeadRatioFacts) -> _Band:
    """Return the band of the stage; of an unknown stage any will do, since the rule then has a missing fact."""
    return BANDS[facts.stage] if isinstance(facts.stage, Stage) else BANDS[Stage.A_B]


def _at_least(share: Share, law: Reading, test: Test) -> Finding:
    limit = law.percent(test.parameter)
    remedy = raised_to(share, amount_at(limit, share.base, Rounding.CEILING))
    return compared(share, law, test, is_met=share.percent >= limit, remedy=remedy)


def _at_most(share: Share, law: Reading, test: Test) -> Finding:
    limit = law.percent(test.parameter)
    remedy = lowered_to(share, amount_at(limit, share.base, Rounding.FLOOR))
    return compared(share, law, test, is_met=share.percent <= limit, remedy=remedy)


def _disclosed_or(remedy: Sentence) -> Sentence:
    return Sentence(zh=f"向跟投人披露原因；或{remedy.zh}", en=f"Disclose the reason to the followers. Or: {remedy.en}")


def _cheaper_of(share: Share, floor: Decimal, enough: Money) -> Sentence:
    """Say the smaller of the two amounts with which the general floor is reached."""
    least = amount_at(floor, share.base, Rounding.CEILING)
    if least.currency is enough.currency:
        least = min(least, enough)
    return raised_to(share, least)


def _rule(
    id: str, article: str, judge: Callable[[LeadRatioFacts, Reading], Judged], reads: Iterable[str]
) -> Rule[LeadRatioFacts]:
    return Rule(
        id=id,
        facts=LeadRatioFacts,
        provision=f"platform_policy#{article}",
        reads=frozenset(reads),
        judge=judge,
        since_release=4,
    )


LEAD_SHARE_LIMITS: Final = (
    _rule("lead.ratio.minimum", "2", lead_share_minimum, [MINIMUM]),
    _rule("lead.ratio.maximum", "2", lead_share_maximum, [MAXIMUM]),
    _rule("lead.ratio.cap", "3", lead_share_cap, [CAP]),
    _rule("lead.ratio.below_band", "4", lead_share_below_band, _LEASTS),
    _rule("lead.ratio.above_band", "4", lead_share_above_band, [*_MOSTS, CAP]),
    _rule(
        "lead.ratio.general_floor",
        "5",
        lead_share_general_floor,
        [GENERAL_FLOOR, GENERAL_FLOOR_AMOUNT, BANDS[Stage.A_B].least],
    ),
    _rule("lead.ratio.trust_floor", "6", lead_share_trust_floor, [TRUST_FLOOR]),
    _rule("lead.ratio.pre_ipo_abnormal", "7", lead_share_pre_ipo_abnormal, [ABNORMAL]),
)
"""The rules on the size of a lead's commitment, in the order of the policy's articles."""
