"""benchmarks / certification: 100,000 investors are certified again by the engine, beside the bare comparison.

The bare loop does the same arithmetic with the same limits and keeps nothing but the verdict. The engine besides finds
the articles in force, runs each rule, says what it found in two languages, and keeps the trace. Both take turns in
pieces of some thousand, so that a busy machine is busy for both, and must come to the same verdicts.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from time import perf_counter_ns
from typing import Final

from compliance.core.book import View
from compliance.core.engine import judge
from compliance.core.facts import DeemedKind, InvestorKind, ProductKind, QualificationFacts, Reason, Regime, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

INVESTORS: Final = 100_000
PIECE: Final = 2_000
DAY: Final = date(2026, 11, 22)
SEED: Final = 20261122
NOT_STATED: Final = Unknown(Reason.NOT_STATED)

Judge = Callable[[QualificationFacts], Outcome]


@dataclass(frozen=True, slots=True)
class Limits:
    """What the book asks for, looked up once, in fen."""

    ticket: int
    assets: int
    income: int
    institution: int
    deemed: frozenset[str]


def main(investors: int = INVESTORS) -> None:
    """Judge everybody both ways and print rows per second and the ratio."""
    view = book().at(DAY, known_at=book().latest_release.number)
    ways: dict[str, Judge] = {"the bare comparison": _bare(_limits(view)), "the engine": _engine(view)}
    took = dict.fromkeys(ways, 0)
    permitted = 0
    for piece in _pieces(investors):
        verdicts: list[list[Outcome]] = []
        for name, way in ways.items():
            started = perf_counter_ns()
            verdicts.append([way(facts) for facts in piece])
            took[name] += perf_counter_ns() - started
        if verdicts[0] != verdicts[1]:
            sys.exit("The bare comparison and the engine come to different verdicts: it would be no comparison.")
        permitted += verdicts[0].count(Outcome.PERMIT)
    print(f"\nCertify {investors:,} investors again, nothing stored; {permitted:,} are qualified")
    yardstick = took["the bare comparison"]
    for name, nanoseconds in took.items():
        rate = investors * 1_000_000_000 // max(1, nanoseconds)
        print(f"  {name:<44} {rate:>10,} rows/s {nanoseconds / max(1, yardstick):8.1f} x")


def _pieces(investors: int) -> Iterator[Sequence[QualificationFacts]]:
    random = Random(SEED)  # noqa: S311 - the same investors in every run
    for first in range(0, investors, PIECE):
        yield [_somebody(random) for _ in range(min(PIECE, investors - first))]


def _somebody(random: Random) -> QualificationFacts:
    """Return an investor around the limits: most are individuals, some institutions, a few are deemed qualified."""
    is_individual = random.random() < 0.9
    return QualificationFacts(
        regime=Regime.PRIVATE_FUND_2014,
        investor_kind=InvestorKind.INDIVIDUAL if is_individual else InvestorKind.INSTITUTION,
        ticket=_yuan(random, 2_000_000),
        deemed=random.choice(list(DeemedKind)) if random.random() < 0.03 else None,
        financial_assets=_yuan(random, 6_000_000),
        net_assets=_yuan(random, 20_000_000),
        annual_incomes=tuple(_yuan(random, 900_000) for _ in range(3)),
        family_net_financial_assets=NOT_STATED,
        family_financial_assets=NOT_STATED,
        experience_years=random.randrange(10),
        product_kind=ProductKind.EQUITY,
        final_investors=None,
        unqualified_investors=None,
    )


def _yuan(random: Random, most: int) -> Money:
    return Money(random.randrange(most * 100), Currency.CNY)


def _engine(view: View) -> Judge:
    return lambda facts: judge(facts=facts, view=view, rules=RULES).verdict


def _limits(view: View) -> Limits:
    def fen(name: str) -> int:
        value = view.entry(f"private_fund_2014.{name}").value
        assert isinstance(value, Money)
        return value.minor

    deemed = view.entry("private_fund_2014.deemed_kinds").value
    assert isinstance(deemed, frozenset)
    return Limits(
        ticket=fen("minimum_ticket"),
        assets=fen("individual_financial_assets"),
        income=fen("individual_income"),
        institution=fen("institution_net_assets"),
        deemed=deemed,
    )


def _bare(limits: Limits) -> Judge:
    """Return the same arithmetic without law: who is deemed qualified, or reaches ticket and wealth."""

    def verdict(facts: QualificationFacts) -> Outcome:
        ticket, assets, net = facts.ticket, facts.financial_assets, facts.net_assets
        incomes = facts.annual_incomes
        if isinstance(ticket, Unknown) or isinstance(assets, Unknown) or isinstance(net, Unknown):
            return Outcome.REFER
        if isinstance(incomes, Unknown) or isinstance(facts.deemed, Unknown):
            return Outcome.REFER
        if facts.deemed is not None and facts.deemed.value in limits.deemed:
            return Outcome.PERMIT
        if facts.investor_kind is InvestorKind.INDIVIDUAL:
            average = sum(each.minor for each in incomes) >= limits.income * len(incomes)
            is_wealthy = assets.minor >= limits.assets or average
        else:
            is_wealthy = net.minor >= limits.institution
        return Outcome.PERMIT if is_wealthy and ticket.minor >= limits.ticket else Outcome.DENY

    return verdict


if __name__ == "__main__":
    main()
