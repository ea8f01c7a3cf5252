"""compliance / core: the minimum ticket of a raise whose vehicle is a private fund.

Source: 私募投资基金监督管理暂行办法 (CSRC order 105, 2014-08-21), article 12 (at least 1,000,000 yuan in one private
fund) and article 2 (which vehicles are private funds); facts 2.1 and 2.2.
"""

from typing import Final

from compliance.core.facts import RoundFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import NotApplicable, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import missing_facts, undecided_form, yuan
from crowdfund.kernel.money import Money

RULE_ID: Final = "round.private_fund_2014.minimum_ticket"
COVERED_FORMS: Final = "private_fund_2014.covered_forms"
MINIMUM_TICKET: Final = "private_fund_2014.minimum_ticket"


def round_minimum_ticket(facts: RoundFacts, law: Reading) -> Finding | NotApplicable:
    """Compare the minimum ticket of a raise with the smallest amount that may be put into one private fund.

    The minimum ticket is what every subscription must reach, so a raise with a lower one would invite investors whom
    article 12 excludes. "At least" includes the limit. A vehicle that is no private fund is another rule's business.
    """
    form, ticket = facts.vehicle_form, facts.minimum_ticket
    limit = law.money(MINIMUM_TICKET)
    if not isinstance(form, Unknown) and form.value not in law.words(COVERED_FORMS):
        return NotApplicable(undecided_form(form))
    if isinstance(form, Unknown) or isinstance(ticket, Unknown):
        return _missing(law, limit, facts)
    if ticket.currency is not limit.currency:
        return _other_currency(law, limit, ticket)
    if ticket < limit:
        return _too_small(law, limit, ticket)
    return _finding(
        law,
        limit,
        outcome=Outcome.PERMIT,
        measured=ticket.as_text(),
        message=Sentence(
            zh=f"本轮最低认购金额为 {yuan(ticket)} 元，不低于单只私募基金的最低投资金额 {yuan(limit)} 元。",
            en=f"The minimum ticket of {yuan(ticket)} yuan reaches the {yuan(limit)} yuan asked for by law.",
        ),
        remedy=NOTHING_TO_SAY,
    )


def _too_small(law: Reading, limit: Money, ticket: Money) -> Finding:
    return _finding(
        law,
        limit,
        outcome=Outcome.DENY,
        measured=ticket.as_text(),
        message=Sentence(
            zh=f"本轮最低认购金额为 {yuan(ticket)} 元，低于单只私募基金的最低投资金额 {yuan(limit)} 元。",
            en=f"The minimum ticket is {yuan(ticket)} yuan; the law asks for {yuan(limit)} yuan in one private fund.",
        ),
        remedy=Sentence(
            zh=f"将本轮最低认购金额提高到 {yuan(limit)} 元或以上。",
            en=f"Raise the minimum ticket to {yuan(limit)} yuan or more.",
        ),
    )


def _missing(law: Reading, limit: Money, facts: RoundFacts) -> Finding:
    message, remedy = missing_facts(facts, "vehicle_form", "minimum_ticket")
    return _finding(law, limit, outcome=Outcome.REFER, measured=UNKNOWN, message=message, remedy=remedy)


def _other_currency(law: Reading, limit: Money, ticket: Money) -> Finding:
    return _finding(
        law,
        limit,
        outcome=Outcome.REFER,
        measured=UNKNOWN,
        message=Sentence(
            zh=f"本轮最低认购金额以 {ticket.currency} 计价，法定金额以人民币计价，无法直接比较。",
            en=f"The minimum ticket is in {ticket.currency}, the legal amount in yuan; they can't be compared.",
        ),
        remedy=Sentence(zh="请以人民币填写本轮最低认购金额。", en="State the minimum ticket in yuan."),
    )


def _finding(
    law: Reading, limit: Money, *, outcome: Outcome, measured: str, message: Sentence, remedy: Sentence
) -> Finding:
    return Finding(
        rule=RULE_ID,
        outcome=outcome,
        measured=measured,
        limit=limit.as_text(),
        unit=limit.currency.value,
        citation=law.citation_of(MINIMUM_TICKET),
        message=message,
        remedy=remedy,
    )


ROUND_MINIMUM_TICKET: Final = Rule(
    id=RULE_ID,
    facts=RoundFacts,
    provision="private_fund_2014#12",
    reads=frozenset({COVERED_FORMS, MINIMUM_TICKET}),
    judge=round_minimum_ticket,
    since_release=1,
)
