"""compliance / core: from which day shares that were issued before a listing on the main board may be sold.

Source: 上海证券交易所股票上市规则, articles 3.1.9 (12 months) and 3.1.10 (36 for controllers); facts 0.1 and 3.1.
"""

from datetime import date
from typing import Final

from compliance.core.facts import Board, HolderPart, LockUpFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import NotApplicable, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import missing_facts
from crowdfund.kernel.days import add_months

RULE_ID: Final = "ipo.main.lock_up"
OTHERS: Final = "sse_listing_rules.pre_listing_lock_up"
CONTROLLERS: Final = "sse_listing_rules.controller_lock_up"


def lock_up(facts: LockUpFacts, law: Reading) -> Finding | NotApplicable:
    """Refuse a sale before the first free day: the listing plus the months of the holder's part, month end clamped.

    The limit is that day; it may be sold on it and is locked on every earlier one. Holidays do not move it.
    """
    board, part, listed_on, sale_on = facts.board, facts.part, facts.listed_on, facts.sale_on
    if not isinstance(board, Unknown) and board is not Board.MAIN:
        return NotApplicable(
            Sentence(zh="该规则仅适用于主板。", en="This rule is about the main board only."),
        )
    parameter = CONTROLLERS if part is HolderPart.CONTROLLER else OTHERS
    months = law.months(parameter)
    if isinstance(board, Unknown) or isinstance(part, Unknown):
        return _missing(law, parameter, facts)
    if isinstance(listed_on, Unknown) or isinstance(sale_on, Unknown):
        return _missing(law, parameter, facts)
    first_free = add_months(listed_on, months)
    if sale_on < first_free:
        return _finding(
            law,
            parameter,
            outcome=Outcome.DENY,
            days=(sale_on, first_free),
            message=Sentence(
                zh=f"该股份自上市日起限售 {months} 个月，{first_free} 起方可转让。",
                en=f"The shares are locked for {months} months from the listing and may be sold from {first_free} on.",
            ),
            remedy=Sentence(zh=f"请于 {first_free} 或之后转让。", en=f"Sell on {first_free} or later."),
        )
    return _finding(
        law,
        parameter,
        outcome=Outcome.PERMIT,
        days=(sale_on, first_free),
        message=Sentence(
            zh=f"限售期已满，该股份自 {first_free} 起可以转让。",
            en=f"The lock-up is over; the shares may be sold from {first_free} on.",
        ),
        remedy=NOTHING_TO_SAY,
    )


def _missing(law: Reading, parameter: str, facts: LockUpFacts) -> Finding:
    message, remedy = missing_facts(facts, "board", "part", "listed_on", "sale_on")
    return _finding(law, parameter, outcome=Outcome.REFER, days=None, message=message, remedy=remedy)


def _finding(
    law: Reading,
    parameter: str,
    *,
    outcome: Outcome,
    days: tuple[date, date] | None,
    message: Sentence,
    remedy: Sentence,
) -> Finding:
    measured, limit = (day.isoformat() for day in days) if days else (UNKNOWN, UNKNOWN)
    return Finding(
        rule=RULE_ID,
        outcome=outcome,
        measured=measured,
        limit=limit,
        unit="day",
        citation=law.citation_of(parameter),
        message=message,
        remedy=remedy,
    )


LOCK_UP: Final = Rule(
    id=RULE_ID,
    facts=LockUpFacts,
    provision="sse_listing_rules#3.1.9",
    reads=frozenset({OTHERS, CONTROLLERS}),
    judge=lock_up,
    since_release=3,
)
