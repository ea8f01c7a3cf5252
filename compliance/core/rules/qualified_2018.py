"""compliance / core: who is a qualified investor of an asset-management product; not of a private equity fund.

Source: 关于规范金融机构资产管理业务的指导意见 (2018-04-27), article 5; facts 2.5.
"""

from typing import Final

from compliance.core.alternatives import (
    FAMILY_ALL,
    FAMILY_NET,
    INCOME,
    NET_ASSETS,
    Alternative,
    one_is_enough,
    ticket_of_at_least,
)
from compliance.core.facts import InvestorKind, ProductKind, QualificationFacts, Regime, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Missing, NotApplicable, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import Sentence
from compliance.core.wording import other_regime

TICKET_ID: Final = "qualified.asset_management_2018.ticket"
EXPERIENCE_ID: Final = "qualified.asset_management_2018.experience"
WEALTH_ID: Final = "qualified.asset_management_2018.wealth"
TICKETS: Final = {
    ProductKind.FIXED_INCOME: "asset_management_2018.ticket_fixed_income",
    ProductKind.MIXED: "asset_management_2018.ticket_mixed",
    ProductKind.EQUITY: "asset_management_2018.ticket_equity",
    ProductKind.COMMODITY_DERIVATIVE: "asset_management_2018.ticket_commodity_derivative",
}
EXPERIENCE: Final = "asset_management_2018.experience"
_FAMILY: Final = (
    Alternative("family_net_financial_assets", "asset_management_2018.family_net_financial_assets", FAMILY_NET),
    Alternative("family_financial_assets", "asset_management_2018.family_financial_assets", FAMILY_ALL),
    Alternative("annual_incomes", "asset_management_2018.individual_income", INCOME),
)
_NET_ASSETS: Final = Alternative("net_assets", "asset_management_2018.institution_net_assets", NET_ASSETS)


def ticket_2018(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Ask for the smallest amount that may be put into a product of that kind."""
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return elsewhere
    if isinstance(facts.product_kind, Unknown):
        return Missing(("product_kind",))
    return ticket_of_at_least(TICKET_ID, facts, law, TICKETS[facts.product_kind])


def experience_2018(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Ask an individual for years of investing; full years are counted."""
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return elsewhere
    if facts.investor_kind is InvestorKind.INSTITUTION:
        return NotApplicable(
            Sentence(zh="机构投资者没有投资经历要求。", en="Institutions need no experience under this text.")
        )
    missing = tuple(name for name in ("investor_kind", "experience_years") if isinstance(getattr(facts, name), Unknown))
    years, least = facts.experience_years, law.count(EXPERIENCE)
    if missing or isinstance(years, Unknown):
        return Missing(missing)
    enough = years >= least
    return say(
        EXPERIENCE_ID,
        Outcome.PERMIT if enough else Outcome.DENY,
        law,
        parameter=EXPERIENCE,
        measure=Measure(str(years), str(least), "years"),
        message=Sentence(
            zh=f"投资经历 {years} 年，要求不少于 {least} 年。",
            en=f"{years} full years of investing; at least {least} are asked for.",
        ),
        remedy=Sentence(
            zh="" if enough else f"具有 {least} 年以上投资经历后再申请。",
            en="" if enough else f"Apply again with at least {least} years of investing.",
        ),
    )


def wealth_2018(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Ask an individual for the family's assets or own income, an institution for net assets."""
    elsewhere = _elsewhere(facts)
    if elsewhere:
        return elsewhere
    if isinstance(facts.investor_kind, Unknown):
        return Missing(("investor_kind",))
    is_individual = facts.investor_kind is InvestorKind.INDIVIDUAL
    return one_is_enough(WEALTH_ID, facts, law, _FAMILY if is_individual else (_NET_ASSETS,))


def _elsewhere(facts: QualificationFacts) -> Missing | NotApplicable | None:
    if isinstance(facts.regime, Unknown):
        return Missing(("regime",))
    return None if facts.regime is Regime.ASSET_MANAGEMENT_2018 else NotApplicable(other_regime(facts.regime))


TICKET_2018: Final = Rule(
    id=TICKET_ID,
    facts=QualificationFacts,
    provision="asset_management_2018#5",
    reads=frozenset(TICKETS.values()),
    judge=ticket_2018,
    since_release=4,
)
EXPERIENCE_2018: Final = Rule(
    id=EXPERIENCE_ID,
    facts=QualificationFacts,
    provision="asset_management_2018#5",
    reads=frozenset({EXPERIENCE}),
    judge=experience_2018,
    since_release=4,
)
WEALTH_2018: Final = Rule(
    id=WEALTH_ID,
    facts=QualificationFacts,
    provision="asset_management_2018#5",
    reads=frozenset({*(each.parameter for each in _FAMILY), _NET_ASSETS.parameter}),
    judge=wealth_2018,
    since_release=4,
)
