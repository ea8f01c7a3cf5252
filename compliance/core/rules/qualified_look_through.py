"""compliance / core: behind a vehicle that pools investors every final investor must be qualified.

Source: 私募投资基金监督管理暂行办法 (CSRC order 105, 2014-08-21), article 13, paragraph 2: whoever invests through a
partnership, a contract or another unincorporated vehicle in a private fund is looked through; the manager checks
whether each final investor is qualified and counts them together. Pensions, charities, filed plans and others named by
the CSRC are not looked through. Facts 2.1.
"""

from typing import Final

from compliance.core.facts import QualificationFacts, Regime, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Missing, NotApplicable, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import other_regime

LOOK_THROUGH_ID: Final = "qualified.private_fund_2014.look_through"


def look_through_2014(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Refuse a vehicle behind which somebody stands who is not shown to be qualified."""
    if isinstance(facts.regime, Unknown):
        return Missing(("regime",))
    if facts.regime is not Regime.PRIVATE_FUND_2014:
        return NotApplicable(other_regime(facts.regime))
    behind, unqualified = facts.final_investors, facts.unqualified_investors
    if behind is None:
        return NotApplicable(Sentence(zh="投资者不需要穿透核查。", en="The investor is not looked through."))
    if isinstance(behind, Unknown) or isinstance(unqualified, Unknown) or unqualified is None:
        names = ("final_investors", "unqualified_investors")
        return Missing(tuple(name for name in names if isinstance(getattr(facts, name), Unknown)) or names[1:])
    all_qualified = unqualified == 0
    return say(
        LOOK_THROUGH_ID,
        Outcome.PERMIT if all_qualified else Outcome.DENY,
        law,
        measure=Measure(str(unqualified), "0", "persons"),
        message=Sentence(
            zh=f"穿透后共有最终投资者 {behind} 人，其中 {unqualified} 人未证明为合格投资者。",
            en=f"{behind} final investors stand behind it; {unqualified} of them are not shown to be qualified.",
        ),
        remedy=NOTHING_TO_SAY
        if all_qualified
        else Sentence(
            zh="请先取得每一名最终投资者的合格投资者证明，或者由不合格的投资者退出该载体。",
            en="Obtain proof for each final investor first, or let those who are not qualified leave the vehicle.",
        ),
    )


LOOK_THROUGH_2014: Final = Rule(
    id=LOOK_THROUGH_ID,
    facts=QualificationFacts,
    provision="private_fund_2014#13",
    reads=frozenset(),
    judge=look_through_2014,
    since_release=5,
)
