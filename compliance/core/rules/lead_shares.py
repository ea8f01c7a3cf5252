"""compliance / core: what the rules on a lead's share have in common: a share of a base at a moment.

Source: policy of this platform (not law), articles 2 to 9; facts 4.3. Exact fractions are compared; the percentages
shown are rounded half up.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from compliance.core.facts import Basis, LeadRatioFacts, Reason, StepUp, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import BASES, missing_facts, spoken_amount
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_decimal, round_to_int


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """An amount and what it is a share of, at one moment; the base is more than nothing, in the same currency.

    `percent` is exact, 25 for 25 %; after a step-up it is what was agreed, and the amount is rounded to the fen.
    """

    basis: Basis
    amount: Money
    base: Money
    percent: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class NoShare:
    """A moment at which there is nothing to compare, why, and what helps."""

    basis: Basis
    why: Sentence
    remedy: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Test:
    """How one rule compares a share: with which value of the book, and what it finds where the share fails.

    `passed` and `failed` stand between the ratio and the limit in the message; `remedy` says what would pass.
    """

    rule: str
    parameter: str
    fails: Outcome
    passed: Sentence
    failed: Sentence


def each_share(facts: LeadRatioFacts, law: Reading, test: Test, judge: Callable[[Share], Finding]) -> Judged:
    """Judge the share at opening, at close once something was allocated, and after a step-up where one was agreed."""
    target, commitment = facts.round_target, facts.lead_commitment
    if isinstance(target, Unknown) or isinstance(commitment, Unknown) or isinstance(facts.stage, Unknown):
        return Missing(("stage", "round_target", "lead_commitment"))
    bases: list[Share | NoShare] = [share_of(Basis.OPENING, commitment, target)]
    if (at_close := _at_close(facts, commitment)) is not None:
        bases.append(at_close)
    if (stepped_up := _stepped_up(facts, target)) is not None:
        bases.append(stepped_up)
    return tuple(judge(each) if isinstance(each, Share) else _referred(each, law, test) for each in bases)


def share_of(basis: Basis, amount: Money, base: Money) -> Share | NoShare:
    """Return an amount as a share of a base, or why it is none."""
    if amount.currency is not base.currency:
        why = Sentence(
            zh=f"领投承诺金额以 {amount.currency} 计价，{BASES[basis].zh}以 {base.currency} 计价，无法比较。",
            en=f"The commitment is in {amount.currency}, the {BASES[basis].en} in {base.currency};"
            " they can't be compared.",
        )
        return NoShare(basis=basis, why=why, remedy=_ONE_CURRENCY)
    if base.minor <= 0:
        name = BASES[basis]
        why = Sentence(zh=f"{name.zh}为零，没有领投比例。", en=f"The {name.en} is zero, so there is no share.")
        return NoShare(basis=basis, why=why, remedy=Sentence(zh=f"请补充：{name.zh}。", en=f"Supply: {name.en}."))
    return Share(basis=basis, amount=amount, base=base, percent=100 * amount.ratio_to(base))


def amount_at(percent: Decimal, base: Money, rounding: Rounding) -> Money:
    """Return what a percentage of a base is, in whole fen."""
    return Money(round_to_int(Fraction(percent) / 100 * base.minor, rounding), base.currency)


def compared(share: Share, law: Reading, test: Test, *, is_met: bool, remedy: Sentence) -> Finding:
    """Return what a rule found about one share: PERMIT, or what the test finds, with the amount that would pass."""
    limit, words = law.percent(test.parameter), test.passed if is_met else test.failed
    mine, whole, name = spoken_amount(share.amount), spoken_amount(share.base), _NAMES[share.basis]
    of, shown = BASES[share.basis], percent_text(share.percent)
    message = Sentence(
        zh=f"{name.zh}为 {mine.zh}，{of.zh}为 {whole.zh}，领投比例 {shown}% {words.zh} {limit}%。",
        en=f"{name.en} of {mine.en} is {shown}% of the {of.en} of {whole.en}, which {words.en} {limit}%.",
    )
    return Finding(
        rule=test.rule,
        outcome=Outcome.PERMIT if is_met else test.fails,
        measured=shown,
        limit=percent_text(limit),
        unit="percent",
        basis=share.basis.value,
        citation=law.citation_of(test.parameter),
        message=message,
        remedy=NOTHING_TO_SAY if is_met else remedy,
    )


def raised_to(share: Share, least: Money) -> Sentence:
    """Say to which amount the lead must raise what it commits, at the moment of the share."""
    amount = spoken_amount(least)
    if share.basis is Basis.STEP_UP:
        return Sentence(
            zh=f"将追加后的总额提高到 {amount.zh}或以上。",
            en=f"Let the whole after the step-up be {amount.en} or more.",
        )
    return Sentence(
        zh=f"将领投承诺金额提高到 {amount.zh}或以上。", en=f"Raise the lead's commitment to {amount.en} or more."
    )


def lowered_to(share: Share, most: Money) -> Sentence:
    """Say to which amount the lead must lower what it commits, at the moment of the share."""
    amount = spoken_amount(most)
    if share.basis is Basis.STEP_UP:
        return Sentence(
            zh=f"将追加后的总额降低到 {amount.zh}或以下。",
            en=f"Let the whole after the step-up be {amount.en} or less.",
        )
    return Sentence(
        zh=f"将领投承诺金额降低到 {amount.zh}或以下。", en=f"Lower the lead's commitment to {amount.en} or less."
    )


def percent_text(percent: Fraction | Decimal) -> str:
    """Return a percentage as findings show it: two decimals, half up."""
    return str(round_decimal(percent, 2, Rounding.HALF_UP))


def _at_close(facts: LeadRatioFacts, commitment: Money) -> Share | NoShare | None:
    allocated = facts.allocated_amount
    if isinstance(allocated, Unknown):
        return _not_known(facts, "allocated_amount", Basis.CLOSE, allocated)
    return None if allocated is None else share_of(Basis.CLOSE, commitment, allocated)


def _stepped_up(facts: LeadRatioFacts, target: Money) -> Share | NoShare | None:
    step_up = facts.step_up
    if isinstance(step_up, Unknown):
        return _not_known(facts, "step_up", Basis.STEP_UP, step_up)
    if step_up is None:
        return None
    share = share_of(Basis.STEP_UP, total_after(step_up, target), target)
    return replace(share, percent=Fraction(step_up.to_percent)) if isinstance(share, Share) else share


def total_after(step_up: StepUp, target: Money) -> Money:
    """Return what the lead has committed once its step-up is exercised in full, rounded half up to the fen."""
    return amount_at(step_up.to_percent, target, Rounding.HALF_UP)


def _not_known(facts: LeadRatioFacts, name: str, basis: Basis, unknown: Unknown) -> NoShare | None:
    """Return that a moment can't be judged; one that a calculator's caller did not mention is not asked about."""
    if unknown.reason is Reason.NOT_SENT:
        return None
    why, remedy = missing_facts(facts, name)
    return NoShare(basis=basis, why=why, remedy=remedy)


def _referred(no_share: NoShare, law: Reading, test: Test) -> Finding:
    return Finding(
        rule=test.rule,
        outcome=Outcome.REFER,
        measured=UNKNOWN,
        limit=percent_text(law.percent(test.parameter)),
        unit="percent",
        basis=no_share.basis.value,
        citation=law.citation_of(test.parameter),
        message=no_share.why,
        remedy=no_share.remedy,
    )


_ONE_CURRENCY = Sentence(zh="请以同一币种填写两项金额。", en="State both amounts in one currency.")
_NAMES = {
    Basis.OPENING: Sentence(zh="领投承诺金额", en="The lead's commitment"),
    Basis.CLOSE: Sentence(zh="领投承诺金额", en="The lead's commitment"),
    Basis.STEP_UP: Sentence(zh="全额行使追加权后的领投总额", en="The lead's whole after a full step-up"),
}
