"""compliance / core: the share of the raise that its lead puts in, neither too small nor too large.

Source: policy of this platform (not law), article 2; facts 4.3. The ratio is nominal: the commitment over the target at
opening and again over the allocated amount at close. Exact fractions are compared; the percentages shown are rounded.
"""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from compliance.core.facts import Basis, LeadFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import BASES, missing_facts, spoken_amount
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_decimal, round_to_int

MINIMUM_ID: Final = "lead.ratio.minimum"
MAXIMUM_ID: Final = "lead.ratio.maximum"
MINIMUM: Final = "platform_policy.lead_ratio_minimum"
MAXIMUM: Final = "platform_policy.lead_ratio_maximum"
_RULES: Final = {MINIMUM: MINIMUM_ID, MAXIMUM: MAXIMUM_ID}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Share:
    """A commitment that can be compared with what it is a share of."""

    commitment: Money
    base: Money
    basis: Basis

    @property
    def percent(self) -> Fraction:
        return 100 * self.commitment.ratio_to(self.base)


def lead_ratio_minimum(facts: LeadFacts, law: Reading) -> Finding:
    """Refuse a lead whose commitment is a smaller share than the policy asks for; the limit itself is enough."""
    limit, share = law.percent(MINIMUM), _share_in(facts)
    if not isinstance(share, _Share):
        return _referred(law, MINIMUM, share)
    if share.percent >= limit:
        return _permitted(law, MINIMUM, share, "不低于", "reaches the smallest share of")
    least = spoken_amount(_amount_at(limit, share.base, Rounding.CEILING))
    remedy = Sentence(
        zh=f"将领投承诺金额提高到 {least.zh}或以上。", en=f"Raise the lead's commitment to {least.en} or more."
    )
    return _denied(law, MINIMUM, share, ("低于", "is below the smallest share of"), remedy)


def lead_ratio_maximum(facts: LeadFacts, law: Reading) -> Finding:
    """Refuse a lead whose commitment is a larger share than the policy allows; the limit itself is allowed."""
    limit, share = law.percent(MAXIMUM), _share_in(facts)
    if not isinstance(share, _Share):
        return _referred(law, MAXIMUM, share)
    if share.percent <= limit:
        return _permitted(law, MAXIMUM, share, "不高于", "is within the largest share of")
    most = spoken_amount(_amount_at(limit, share.base, Rounding.FLOOR))
    remedy = Sentence(
        zh=f"将领投承诺金额降低到 {most.zh}或以下。", en=f"Lower the lead's commitment to {most.en} or less."
    )
    return _denied(law, MAXIMUM, share, ("高于", "is above the largest share of"), remedy)


def _share_in(facts: LeadFacts) -> _Share | tuple[Sentence, Sentence]:
    """Return the share, or why there is none and what helps."""
    base, commitment, basis = facts.base, facts.commitment, facts.basis
    if isinstance(base, Unknown) or isinstance(commitment, Unknown) or isinstance(basis, Unknown):
        return missing_facts(facts, "basis", "base", "commitment")
    if base.currency is not commitment.currency:
        return (
            Sentence(
                zh=f"领投承诺金额以 {commitment.currency} 计价，{BASES[basis].zh}以 {base.currency} 计价，无法比较。",
                en=f"The commitment is in {commitment.currency}, the {BASES[basis].en} in {base.currency};"
                " they can't be compared.",
            ),
            Sentence(zh="请以同一币种填写两项金额。", en="State both amounts in one currency."),
        )
    if base.minor <= 0:
        return (
            Sentence(
                zh=f"{BASES[basis].zh}为零，没有领投比例。", en=f"The {BASES[basis].en} is zero, so there is no share."
            ),
            Sentence(zh=f"请补充：{BASES[basis].zh}。", en=f"Supply: {BASES[basis].en}."),
        )
    return _Share(commitment=commitment, base=base, basis=basis)


def _amount_at(percent: Decimal, base: Money, rounding: Rounding) -> Money:
    return Money(round_to_int(Fraction(percent) / 100 * base.minor, rounding), base.currency)


def _referred(law: Reading, parameter: str, said: tuple[Sentence, Sentence]) -> Finding:
    message, remedy = said
    return _finding(law, parameter, outcome=Outcome.REFER, measured=UNKNOWN, message=message, remedy=remedy)


def _permitted(law: Reading, parameter: str, share: _Share, zh: str, en: str) -> Finding:
    return _finding(
        law,
        parameter,
        outcome=Outcome.PERMIT,
        measured=_percent_text(share.percent),
        message=_compared(law.percent(parameter), share, zh, en),
        remedy=NOTHING_TO_SAY,
    )


def _denied(law: Reading, parameter: str, share: _Share, words: tuple[str, str], remedy: Sentence) -> Finding:
    return _finding(
        law,
        parameter,
        outcome=Outcome.DENY,
        measured=_percent_text(share.percent),
        message=_compared(law.percent(parameter), share, *words),
        remedy=remedy,
    )


def _compared(limit: Decimal, share: _Share, zh: str, en: str) -> Sentence:
    """Say both amounts, because a rounded percentage alone may look like the limit."""
    mine, whole, of = spoken_amount(share.commitment), spoken_amount(share.base), BASES[share.basis]
    return Sentence(
        zh=f"领投承诺金额为 {mine.zh}，{of.zh}为 {whole.zh}，领投比例{zh}平台规定的 {limit}%。",
        en=f"The lead's commitment of {mine.en} over the {of.en} of {whole.en} {en} {limit}%.",
    )


def _finding(
    law: Reading, parameter: str, *, outcome: Outcome, measured: str, message: Sentence, remedy: Sentence
) -> Finding:
    return Finding(
        rule=_RULES[parameter],
        outcome=outcome,
        measured=measured,
        limit=_percent_text(law.percent(parameter)),
        unit="percent",
        citation=law.citation_of(parameter),
        message=message,
        remedy=remedy,
    )


def _percent_text(percent: Fraction | Decimal) -> str:
    return str(round_decimal(percent, 2, Rounding.HALF_UP))


LEAD_RATIO_MINIMUM: Final = Rule(
    id=MINIMUM_ID,
    facts=LeadFacts,
    provision="platform_policy#2",
    reads=frozenset({MINIMUM}),
    judge=lead_ratio_minimum,
    since_release=2,
    until_release=4,
)
LEAD_RATIO_MAXIMUM: Final = Rule(
    id=MAXIMUM_ID,
    facts=LeadFacts,
    provision="platform_policy#2",
    reads=frozenset({MAXIMUM}),
    judge=lead_ratio_maximum,
    since_release=2,
    until_release=4,
)
