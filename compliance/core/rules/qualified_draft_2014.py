"""compliance / core: who would have been qualified by the draft of 2014, which was never adopted.

Source: 私募股权众筹融资管理办法（试行）（征求意见稿）, 2014-12-18, article 14; facts 2.4. It may inform and never
permits, so every answer of this rule is REFER; `would_qualify` says what the draft would have said.
"""

from typing import Final

from compliance.core.alternatives import FINANCIAL_ASSETS, INCOME, NET_ASSETS, Alternative, is_met
from compliance.core.facts import InvestorKind, QualificationFacts, Regime, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Missing, NotApplicable, Reading, Rule
from compliance.core.saying import say
from compliance.core.sentences import Sentence
from compliance.core.wording import other_regime

DRAFT_ID: Final = "qualified.crowdfunding_draft_2014"
TICKET: Final = "crowdfunding_draft_2014.ticket"
DEEMED: Final = "crowdfunding_draft_2014.deemed_kinds"
_TICKET: Final = Alternative("ticket", TICKET, Sentence(zh="投资金额", en="ticket"))
_INDIVIDUAL: Final = (
    Alternative("financial_assets", "crowdfunding_draft_2014.individual_financial_assets", FINANCIAL_ASSETS),
    Alternative("annual_incomes", "crowdfunding_draft_2014.individual_income", INCOME),
)
_INSTITUTION: Final = (Alternative("net_assets", "crowdfunding_draft_2014.institution_net_assets", NET_ASSETS),)


def draft_2014(facts: QualificationFacts, law: Reading) -> Finding | Missing | NotApplicable:
    """Refer every question, and say what the draft would have said."""
    if isinstance(facts.regime, Unknown):
        return Missing(("regime",))
    if facts.regime is not Regime.CROWDFUNDING_DRAFT_2014:
        return NotApplicable(other_regime(facts.regime))
    would = would_qualify(facts, law)
    said = {
        True: Sentence(zh="按草案会认定为合格投资者", en="the draft would have qualified this investor"),
        False: Sentence(zh="按草案也不会认定为合格投资者", en="not even the draft would have qualified this investor"),
        None: Sentence(zh="按草案尚缺少事实", en="facts are missing even for the draft"),
    }[would]
    return say(
        DRAFT_ID,
        Outcome.REFER,
        law,
        message=Sentence(
            zh=f"该征求意见稿从未通过，不能据以认定；{said.zh}。",
            en=f"The draft was never adopted and decides nothing; {said.en}.",
        ),
        remedy=Sentence(
            zh="请按载体适用的现行制度认定：私募基金适用《私募投资基金监督管理暂行办法》。",
            en="Ask by the regime that the vehicle brings: for a private fund the measures of 2014.",
        ),
    )


def would_qualify(facts: QualificationFacts, law: Reading) -> bool | None:
    """Tell what the draft would have said; None where no known fact is enough and one is unknown.

    :raises NotInForce: on the day nobody could read the draft yet.
    """
    deemed = facts.deemed
    if not isinstance(deemed, Unknown) and deemed is not None and deemed.value in law.words(DEEMED):
        return True
    tests: tuple[Alternative, ...] = (_TICKET, *_INDIVIDUAL, *_INSTITUTION)
    if facts.investor_kind is InvestorKind.INDIVIDUAL:
        tests = (_TICKET, *_INDIVIDUAL)
    if facts.investor_kind is InvestorKind.INSTITUTION:
        tests = (_TICKET, *_INSTITUTION)
    answers = [is_met(facts, law, test) for test in tests]
    if any(answers):
        return True
    return None if None in answers else False


DRAFT_2014: Final = Rule(
    id=DRAFT_ID,
    facts=QualificationFacts,
    provision="crowdfunding_draft_2014#14",
    reads=frozenset({TICKET, DEEMED, *(each.parameter for each in (*_INDIVIDUAL, *_INSTITUTION))}),
    judge=draft_2014,
    since_release=4,
)
