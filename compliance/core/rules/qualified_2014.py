"""compliance / core: who is a qualified investor of a private fund.

Source: 私募投资基金监督管理暂行办法 (CSRC order 105, 2014-08-21), articles 12 (ticket and wealth) and 13 (who is deemed
to be one); facts 2.1.
"""

from typing import Final

from compliance.core.alternatives import (
    FINANCIAL_ASSETS,
    INCOME,
    NET_ASSETS,
    Alternative,
    one_is_enough,
    ticket_of_at_least,
)
from compliance.core.facts import InvestorKind, QualificationFacts, Regime, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Missing, NotApplicable, Reading, Rule
from compliance.core.saying import say
from compliance.core.sentences import Sentence
from compliance.core.wording import DEEMED_KINDS, other_regime

TICKET_ID: Final = "qualified.private_fund_2014.ticket"
WEALTH_ID: Final = "qualified.private_fund_2014.wealth"
DEEMED_ID: Final = "qualified.private_fund_2014.deemed"
TICKET: Final = "private_fund_2014.minimum_ticket"
DEEMED: Final = "private_fund_2014.deemed_kinds"
_ASSETS: Final = Alternative("financial_assets", "private_fund_2014.individual_financial_assets", FINANCIAL_ASSETS)
_INCOME: Final = Alternative("annual_incomes", "private_fund_2014.individual_income", INCOME)
_NET_ASSETS: Final = Alternative("net_assets", "private_fund_2014.institution_net_assets", NET_ASSETS)


def ticket_2014(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Ask for the smallest amount that may be put into one private fund."""
    elsewhere = _elsewhere(facts)
    return elsewhere or ticket_of_at_least(TICKET_ID, facts, law, TICKET)


def wealth_2014(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Ask an individual for financial assets or average income, an institution for net assets."""
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return elsewhere
    if isinstance(facts.investor_kind, Unknown):
        return Missing(("investor_kind",))
    is_individual = facts.investor_kind is InvestorKind.INDIVIDUAL
    return one_is_enough(WEALTH_ID, facts, law, (_ASSETS, _INCOME) if is_individual else (_NET_ASSETS,))


def deemed_2014(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Permit, without ticket and wealth, whoever the law deems to be a qualified investor."""
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return elsewhere
    if isinstance(facts.deemed, Unknown):
        return Missing(("deemed",))
    if facts.deemed is None or facts.deemed.value not in law.words(DEEMED):
        return NotApplicable(
            Sentence(
                zh="不属于视为合格投资者的类型。", en="The investor is none of the kinds that are deemed qualified."
            )
        )
    kind = DEEMED_KINDS[facts.deemed]
    return say(
        DEEMED_ID,
        Outcome.PERMIT,
        law,
        parameter=DEEMED,
        message=Sentence(
            zh=f"{kind.zh}视为合格投资者，无须达到金额与资产标准。",
            en=f"Deemed a qualified investor without ticket and wealth: {kind.en}.",
        ),
    )


def _elsewhere(facts: QualificationFacts) -> Missing | NotApplicable | None:
    if isinstance(facts.regime, Unknown):
        return Missing(("regime",))
    return None if facts.regime is Regime.PRIVATE_FUND_2014 else NotApplicable(other_regime(facts.regime))


TICKET_2014: Final = Rule(
    id=TICKET_ID,
    facts=QualificationFacts,
    provision="private_fund_2014#12",
    reads=frozenset({TICKET}),
    judge=ticket_2014,
    since_release=4,
)
WEALTH_2014: Final = Rule(
    id=WEALTH_ID,
    facts=QualificationFacts,
    provision="private_fund_2014#12",
    reads=frozenset({_ASSETS.parameter, _INCOME.parameter, _NET_ASSETS.parameter}),
    judge=wealth_2014,
    since_release=4,
)
DEEMED_2014: Final = Rule(
    id=DEEMED_ID,
    facts=QualificationFacts,
    provision="private_fund_2014#13",
    reads=frozenset({DEEMED}),
    judge=deemed_2014,
    since_release=4,
    beats=frozenset({TICKET_ID, WEALTH_ID}),
)
