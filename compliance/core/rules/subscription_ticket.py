"""compliance / core: the amount of one subscription in a vehicle that is a private fund.

Source: 私募投资基金监督管理暂行办法 (CSRC order 105, 2014-08-21), article 12 (at least 1,000,000 yuan in one private
fund) and article 2 (which vehicles are private funds); facts 2.1 and 2.2.
"""

from typing import Final

from compliance.core.facts import SubscriptionFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import NotApplicable, Reading, Rule
from compliance.core.rules.round_minimum_ticket import COVERED_FORMS, MINIMUM_TICKET
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import missing_facts, spoken_amount, undecided_form
from crowdfund.kernel.money import Money

RULE_ID: Final = "subscription.private_fund_2014.ticket"


def subscription_ticket(facts: SubscriptionFacts, law: Reading) -> Finding | NotApplicable:
    """Compare one subscription with the smallest amount that may be put into one private fund; "at least" includes it.

    A vehicle that is no private fund is another rule's business.
    """
    form, amount = facts.vehicle_form, facts.amount
    limit = law.money(MINIMUM_TICKET)
    if not isinstance(form, Unknown) and form.value not in law.words(COVERED_FORMS):
        return NotApplicable(undecided_form(form))
    if isinstance(form, Unknown) or isinstance(amount, Unknown):
        return _referred(law, limit, *missing_facts(facts, "vehicle_form", "amount"))
    if amount.currency is not limit.currency:
        return _referred(
            law,
            limit,
            Sentence(
                zh=f"认购金额以 {amount.currency} 计价，法定金额以人民币计价，无法直接比较。",
                en=f"The subscription is in {amount.currency}, the legal amount in yuan; they can't be compared.",
            ),
            Sentence(zh="请以人民币填写认购金额。", en="State the amount in yuan."),
        )
    return _compared(law, limit, amount)


def _compared(law: Reading, limit: Money, amount: Money) -> Finding:
    mine, least = spoken_amount(amount), spoken_amount(limit)
    if amount < limit:
        return _finding(
            law,
            limit,
            outcome=Outcome.DENY,
            measured=amount.as_text(),
            message=Sentence(
                zh=f"认购金额为 {mine.zh}，低于单只私募基金的最低投资金额 {least.zh}。",
                en=f"The subscription is {mine.en}; the law asks for {least.en} in one private fund.",
            ),
            remedy=Sentence(zh=f"将认购金额提高到 {least.zh}或以上。", en=f"Subscribe {least.en} or more."),
        )
    return _finding(
        law,
        limit,
        outcome=Outcome.PERMIT,
        measured=amount.as_text(),
        message=Sentence(
            zh=f"认购金额为 {mine.zh}，不低于单只私募基金的最低投资金额 {least.zh}。",
            en=f"The subscription of {mine.en} reaches the {least.en} asked for by law.",
        ),
        remedy=NOTHING_TO_SAY,
    )


def _referred(law: Reading, limit: Money, message: Sentence, remedy: Sentence) -> Finding:
    return _finding(law, limit, outcome=Outcome.REFER, measured=UNKNOWN, message=message, remedy=remedy)


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


SUBSCRIPTION_TICKET: Final = Rule(
    id=RULE_ID,
    facts=SubscriptionFacts,
    provision="private_fund_2014#12",
    reads=frozenset({COVERED_FORMS, MINIMUM_TICKET}),
    judge=subscription_ticket,
    since_release=2,
)
