"""compliance / core: only qualified investors may subscribe in a vehicle that is a private fund.

Source: 私募投资基金监督管理条例 (State Council order 762, 2023), article 18, in force from 2023-09-01; which vehicles
are private funds: 私募投资基金监督管理暂行办法 (2014), article 2; facts 2.1 and 2.2.
"""

from typing import Final

from compliance.core.facts import SubscriptionFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import NotApplicable, Reading, Rule
from compliance.core.rules.round_minimum_ticket import COVERED_FORMS
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import missing_facts, undecided_form

RULE_ID: Final = "subscription.certified"


def subscription_certified(facts: SubscriptionFacts, law: Reading) -> Finding | NotApplicable:
    """Refuse an investor who has no certification as qualified investor (合格投资者认定) valid on the legal day.

    A vehicle that is no private fund is another rule's business.
    """
    form, is_certified = facts.vehicle_form, facts.is_certified
    if not isinstance(form, Unknown) and form.value not in law.words(COVERED_FORMS):
        return NotApplicable(undecided_form(form))
    if isinstance(form, Unknown) or isinstance(is_certified, Unknown):
        message, remedy = missing_facts(facts, "vehicle_form", "is_certified")
        return _finding(law, outcome=Outcome.REFER, message=message, remedy=remedy)
    if not is_certified:
        return _finding(
            law,
            outcome=Outcome.DENY,
            message=Sentence(
                zh="认购人在该日没有有效的合格投资者认定，私募基金只能向合格投资者募集。",
                en="The investor has no certification as qualified investor that is valid on that day;"
                " a private fund may be offered to qualified investors only.",
            ),
            remedy=Sentence(
                zh="请在“合格投资者认定”页面提交申请，经合规专员通过后再认购。",
                en='Apply on the page "Qualified investor"; subscribe once a compliance officer has approved it.',
            ),
        )
    return _finding(
        law,
        outcome=Outcome.PERMIT,
        message=Sentence(
            zh="认购人在该日持有有效的合格投资者认定。",
            en="The investor has a certification as qualified investor that is valid on that day.",
        ),
        remedy=NOTHING_TO_SAY,
    )


def _finding(law: Reading, *, outcome: Outcome, message: Sentence, remedy: Sentence) -> Finding:
    """Return what was found; nothing is measured, so the article itself is cited."""
    return Finding(
        rule=RULE_ID,
        outcome=outcome,
        measured="",
        limit="",
        citation=law.own_citation,
        message=message,
        remedy=remedy,
    )


SUBSCRIPTION_CERTIFIED: Final = Rule(
    id=RULE_ID,
    facts=SubscriptionFacts,
    provision="private_fund_2023#18",
    reads=frozenset({COVERED_FORMS}),
    judge=subscription_certified,
    since_release=2,
)
