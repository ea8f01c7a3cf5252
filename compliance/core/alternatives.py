"""compliance / core: tests of which one is enough, and the ticket beside them, as regimes for qualified investors ask.

One alternative met is enough. None met while one is unknown is referred: the unknown one may be met. All known and none
met is a refusal. Averages are compared as exact fractions and shown rounded half up to the fen.
"""

from dataclasses import dataclass
from fractions import Fraction

from compliance.core.facts import QualificationFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Missing, Reading
from compliance.core.saying import Measure, say
from compliance.core.sentences import Sentence
from compliance.core.wording import missing_facts, spoken_amount
from crowdfund.kernel.money import Money
from crowdfund.kernel.rounding import Rounding, round_to_int


@dataclass(frozen=True, slots=True)
class Alternative:
    """One test: a fact, by the name of its field, that must reach the amount of a parameter."""

    field: str
    parameter: str
    name: Sentence


@dataclass(frozen=True, slots=True)
class _Compared:
    test: Alternative
    limit: Money
    shown: Money | None
    is_met: bool | None


FINANCIAL_ASSETS = Sentence(zh="金融资产", en="financial assets")
NET_ASSETS = Sentence(zh="净资产", en="net assets")
INCOME = Sentence(zh="最近三年年均收入", en="average income of the last three years")
FAMILY_NET = Sentence(zh="家庭金融净资产", en="family net financial assets")
FAMILY_ALL = Sentence(zh="家庭金融资产", en="family financial assets")


def average(amounts: tuple[Money, ...]) -> Money:
    """Return the average of amounts of one currency, rounded half up to the fen; for showing, not for comparing.

    :raises ValueError: there are none.
    :raises CurrencyMismatch: they are of several currencies.
    """
    if not amounts:
        raise ValueError("no amounts have no average")
    if len(amounts) == 1:
        return amounts[0]
    total = sum(amounts[1:], start=amounts[0])
    return Money(round_to_int(Fraction(total.minor, len(amounts)), Rounding.HALF_UP), total.currency)


def one_is_enough(
    rule: str, facts: QualificationFacts, law: Reading, tests: tuple[Alternative, ...]
) -> Finding | Missing:
    """Return what the alternatives come to; a single test whose fact is unknown is simply missing it."""
    compared = [_compare(facts, law, test) for test in tests]
    met = next((each for each in compared if each.is_met), None)
    if met is not None:
        return _met(rule, law, met)
    if len(tests) == 1 and compared[0].is_met is None:
        return Missing((tests[0].field,))
    if any(each.is_met is None for each in compared):
        return _open(rule, facts, law, compared)
    return _missed(rule, law, compared)


def is_met(facts: QualificationFacts, law: Reading, test: Alternative) -> bool | None:
    """Tell whether one test is met; None where its fact is unknown or in another currency."""
    return _compare(facts, law, test).is_met


def ticket_of_at_least(rule: str, facts: QualificationFacts, law: Reading, parameter: str) -> Finding | Missing:
    """Compare the ticket with the smallest one of the regime; "at least" includes the limit."""
    ticket, limit = facts.ticket, law.money(parameter)
    if isinstance(ticket, Unknown):
        return Missing(("ticket",))
    mine, least = spoken_amount(ticket), spoken_amount(limit)
    if ticket.currency is not limit.currency:
        return say(
            rule,
            Outcome.REFER,
            law,
            parameter=parameter,
            measure=Measure(UNKNOWN, limit.as_text(), limit.currency.value),
            message=Sentence(
                zh=f"投资金额为 {mine.zh}，法定金额以人民币计价，无法直接比较。",
                en=f"The ticket is {mine.en}, the legal amount is in yuan; they can't be compared.",
            ),
            remedy=Sentence(zh="请以人民币填写投资金额。", en="State the ticket in yuan."),
        )
    reaches = ticket >= limit
    return say(
        rule,
        Outcome.PERMIT if reaches else Outcome.DENY,
        law,
        parameter=parameter,
        measure=Measure(ticket.as_text(), limit.as_text(), limit.currency.value),
        message=Sentence(
            zh=f"投资金额为 {mine.zh}，{'不低于' if reaches else '低于'}最低投资金额 {least.zh}。",
            en=f"The ticket is {mine.en}; the smallest one is {least.en}.",
        ),
        remedy=Sentence(
            zh="" if reaches else f"将投资金额提高到 {least.zh}或以上。",
            en="" if reaches else f"Invest {least.en} or more.",
        ),
    )


def _compare(facts: QualificationFacts, law: Reading, test: Alternative) -> _Compared:
    limit, fact = law.money(test.parameter), getattr(facts, test.field)
    if isinstance(fact, Unknown) or fact == ():
        return _Compared(test, limit, None, None)
    amounts = fact if isinstance(fact, tuple) else (fact,)
    if any(each.currency is not limit.currency for each in amounts):
        return _Compared(test, limit, None, None)
    is_met = sum(each.minor for each in amounts) >= limit.minor * len(amounts)
    return _Compared(test, limit, average(amounts), is_met)


def _met(rule: str, law: Reading, met: _Compared) -> Finding:
    shown = met.shown if met.shown is not None else met.limit
    mine, least = spoken_amount(shown), spoken_amount(met.limit)
    return say(
        rule,
        Outcome.PERMIT,
        law,
        parameter=met.test.parameter,
        measure=Measure(shown.as_text(), met.limit.as_text(), met.limit.currency.value),
        message=Sentence(
            zh=f"{met.test.name.zh}为 {mine.zh}，不低于 {least.zh}。",
            en=f"The {met.test.name.en} of {mine.en} reach the {least.en} asked for.",
        ),
    )


def _missed(rule: str, law: Reading, compared: list[_Compared]) -> Finding:
    first = compared[0]
    shown = first.shown if first.shown is not None else first.limit
    had = [(each.test.name, spoken_amount(each.shown or each.limit)) for each in compared]
    return say(
        rule,
        Outcome.DENY,
        law,
        parameter=first.test.parameter,
        measure=Measure(shown.as_text(), first.limit.as_text(), first.limit.currency.value),
        message=Sentence(
            zh=f"{'，'.join(f'{name.zh}为 {mine.zh}' for name, mine in had)}，均未达到标准：{_asked(compared).zh}。",
            en=f"{'; '.join(f'{name.en}: {mine.en}' for name, mine in had)}. The law asks for {_asked(compared).en}.",
        ),
        remedy=Sentence(
            zh=f"达到以下任一标准后再申请：{_asked(compared).zh}。",
            en=f"Apply again with any one of these: {_asked(compared).en}.",
        ),
    )


def _open(rule: str, facts: QualificationFacts, law: Reading, compared: list[_Compared]) -> Finding:
    first = compared[0]
    _, remedy = missing_facts(facts, *(each.test.field for each in compared))
    return say(
        rule,
        Outcome.REFER,
        law,
        parameter=first.test.parameter,
        measure=Measure(
            next((each.shown.as_text() for each in compared if each.shown is not None), UNKNOWN),
            first.limit.as_text(),
            first.limit.currency.value,
        ),
        message=Sentence(
            zh=f"已知的事实没有达到标准，还有事实未知；达到任一即可：{_asked(compared).zh}。",
            en=f"No known fact is enough, and one is not known; any one of these is enough: {_asked(compared).en}.",
        ),
        remedy=remedy,
    )


def _asked(compared: list[_Compared]) -> Sentence:
    asked = [(each.test.name, spoken_amount(each.limit)) for each in compared]
    return Sentence(
        zh="、或".join(f"{name.zh}不低于 {least.zh}" for name, least in asked),
        en=" or ".join(f"{name.en} of at least {least.en}" for name, least in asked),
    )
