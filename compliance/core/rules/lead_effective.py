"""compliance / core: what share of the raise a lead's own money is, beside the nominal share: the effective ratio.

Source: policy of this platform (not law), article 46; facts 4.3. Tainted money is a DENY of its own, so this finding
never makes a verdict better or worse than the others do once the stage is known; it is shown so that both ratios are
seen. From release 5 on.
"""

from typing import Final

from compliance.core.facts import Basis, LeadRatioFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.rules.lead_share_limits import MINIMUM
from compliance.core.rules.lead_shares import NoShare, amount_at, percent_text, share_of
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import BASES, spoken_amount
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding

RULE_ID: Final = "lead.ratio.effective"


def lead_share_effective(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead whose own money, without the tainted part, is a smaller share than the least nominal one."""
    commitment, tainted, target = facts.lead_commitment, facts.tainted_amount, facts.round_target
    if tainted is None:
        return NotApplicable(_BY_ITSELF)
    if isinstance(commitment, Unknown) or isinstance(target, Unknown) or isinstance(tainted, Unknown):
        return Missing(("lead_commitment", "round_target", "tainted_amount"))
    if tainted.currency is not commitment.currency:
        return _unclear(law, Basis.OPENING, _ONE_CURRENCY, _ONE_CURRENCY)
    clean = max(commitment - tainted, Money.zero(commitment.currency))
    bases = [(Basis.OPENING, target)]
    if isinstance(facts.allocated_amount, Money):
        bases.append((Basis.CLOSE, facts.allocated_amount))
    return tuple(_judged(basis, clean, base, law) for basis, base in bases)


def _judged(basis: Basis, clean: Money, base: Money, law: Reading) -> Finding:
    share = share_of(basis, clean, base)
    if isinstance(share, NoShare):
        return _unclear(law, basis, share.why, share.remedy)
    limit, of = law.percent(MINIMUM), BASES[basis]
    is_met, shown = share.percent >= limit, percent_text(share.percent)
    mine, least = spoken_amount(clean), spoken_amount(amount_at(limit, base, Rounding.CEILING))
    remedy = Sentence(
        zh=f"将领投人的自有资金提高到 {least.zh}或以上。", en=f"Raise the lead's own money to {least.en} or more."
    )
    return Finding(
        rule=RULE_ID,
        outcome=Outcome.PERMIT if is_met else Outcome.DENY,
        measured=shown,
        limit=percent_text(limit),
        unit="percent",
        basis=basis.value,
        citation=law.own_citation,
        message=Sentence(
            zh=f"有效领投比例：领投人自有资金 {mine.zh}，为{of.zh}的 {shown}%；不得低于 {percent_text(limit)}%。",
            en=f"Effective ratio: the lead's own money of {mine.en} is {shown}% of the {of.en};"
            f" at least {percent_text(limit)}%.",
        ),
        remedy=NOTHING_TO_SAY if is_met else remedy,
    )


def _unclear(law: Reading, basis: Basis, why: Sentence, remedy: Sentence) -> Finding:
    return Finding(
        rule=RULE_ID,
        outcome=Outcome.REFER,
        measured=UNKNOWN,
        limit=percent_text(law.percent(MINIMUM)),
        unit="percent",
        basis=basis.value,
        citation=law.own_citation,
        message=why,
        remedy=remedy,
    )


_BY_ITSELF: Final = Sentence(
    zh="领投资金来源另行穿透核查。", en="The source of the lead's money is looked through in a question of its own."
)
_ONE_CURRENCY: Final = Sentence(zh="请以同一币种填写两项金额。", en="State both amounts in one currency.")

LEAD_RATIO_EFFECTIVE: Final = Rule(
    id=RULE_ID,
    facts=LeadRatioFacts,
    provision="platform_policy#46",
    reads=frozenset({MINIMUM}),
    judge=lead_share_effective,
    since_release=5,
)
