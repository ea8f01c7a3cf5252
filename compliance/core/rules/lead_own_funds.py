"""compliance / core: the lead's cheque is its own: none of it from the issuer's side, no nominee, no hidden borrowing.

Source: policy of this platform (not law), articles 10 to 12; facts 4.3. What was traced comes as a fact here; how it is
traced through parties and movements is judged in `lead_look_through`, under the same ids. From release 4 on.
"""

from typing import Final

from compliance.core.facts import LeadRatioFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from compliance.core.wording import spoken_amount
from crowdfund.kernel.money import Money

TAINTED_ID: Final = "lead.own_funds.tainted"
NOMINEE_ID: Final = "lead.own_funds.nominee"
HIDDEN_LEVERAGE_ID: Final = "lead.own_funds.hidden_leverage"
TAINTED_PROVISION: Final = "platform_policy#10"
NOMINEE_PROVISION: Final = "platform_policy#11"
HIDDEN_LEVERAGE_PROVISION: Final = "platform_policy#12"


def lead_own_funds_tainted(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead any of whose money was traced to the issuer, its founders, their relatives or affiliates."""
    if facts.tainted_amount is None:
        return NotApplicable(_BY_ITSELF)
    if isinstance(facts.tainted_amount, Unknown):
        return Missing(("tainted_amount",))
    return tainted_finding(facts.tainted_amount, law)


def lead_own_funds_nominee(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead that holds for somebody else."""
    if facts.nominee is None:
        return NotApplicable(_BY_ITSELF)
    return Missing(("nominee",)) if isinstance(facts.nominee, Unknown) else nominee_finding(facts.nominee, law)


def lead_own_funds_hidden_leverage(facts: LeadRatioFacts, law: Reading) -> Judged:
    """Refuse a lead that borrowed for its cheque and did not say so."""
    if facts.hidden_leverage is None:
        return NotApplicable(_BY_ITSELF)
    if isinstance(facts.hidden_leverage, Unknown):
        return Missing(("hidden_leverage",))
    return hidden_leverage_finding(facts.hidden_leverage, law)


def tainted_finding(tainted: Money, law: Reading) -> Finding:
    """Return what is found of an amount that was traced to the issuer's side; the smallest amount is enough."""
    amount = spoken_amount(tainted)
    nothing = Money.zero(tainted.currency)
    if not tainted:
        message = Sentence(
            zh="领投资金中没有来自发行人、创始人、其近亲属或关联方的部分。",
            en="None of the lead's money comes from the issuer, its founders, their relatives or affiliates.",
        )
    else:
        message = Sentence(
            zh=f"领投资金中有 {amount.zh}来自发行人、创始人、其近亲属或关联方。",
            en=f"{amount.en} of the lead's money comes from the issuer, its founders, their relatives or affiliates.",
        )
    remedy = Sentence(
        zh=f"以领投人自有资金替换这 {amount.zh}，并退回原款。",
        en=f"Replace these {amount.en} by the lead's own money and give them back.",
    )
    return Finding(
        rule=TAINTED_ID,
        outcome=Outcome.DENY if tainted else Outcome.PERMIT,
        measured=tainted.as_text(),
        limit=nothing.as_text(),
        unit=tainted.currency.value,
        citation=law.own_citation,
        message=message,
        remedy=remedy if tainted else NOTHING_TO_SAY,
    )


def nominee_finding(is_nominee: bool, law: Reading, *, holds_for: str = "") -> Finding:
    """Return what is found of a lead that holds, or does not hold, for somebody else."""
    whom = f" {holds_for} " if holds_for else ""
    message = (
        Sentence(
            zh=f"领投人替他人{whom}代持。", en=f"The lead holds for somebody else{f', {holds_for}' if whom else ''}."
        )
        if is_nominee
        else Sentence(zh="领投人为自己持有。", en="The lead holds for itself.")
    )
    remedy = Sentence(
        zh="由实际出资人自己领投，并接受全部核查。",
        en="Whoever really puts in the money leads in their own name, with every check.",
    )
    return _yes_or_no(NOMINEE_ID, is_nominee, law, message, remedy)


def hidden_leverage_finding(is_hidden: bool, law: Reading) -> Finding:
    """Return what is found of a lead that did, or did not, hide a loan behind its cheque."""
    message = (
        Sentence(
            zh="领投资金中有未披露的借款。", en="Part of the lead's money was borrowed and this was not disclosed."
        )
        if is_hidden
        else Sentence(zh="领投资金中没有未披露的借款。", en="No borrowing behind the lead's money was hidden.")
    )
    remedy = Sentence(
        zh="以自有资金归还该借款后再领投。", en="Pay the loan back with the lead's own money before leading."
    )
    return _yes_or_no(HIDDEN_LEVERAGE_ID, is_hidden, law, message, remedy)


def _yes_or_no(rule: str, is_bad: bool, law: Reading, message: Sentence, remedy: Sentence) -> Finding:
    return Finding(
        rule=rule,
        outcome=Outcome.DENY if is_bad else Outcome.PERMIT,
        measured="yes" if is_bad else "no",
        limit="no",
        citation=law.own_citation,
        message=message,
        remedy=remedy if is_bad else NOTHING_TO_SAY,
    )


_BY_ITSELF: Final = Sentence(
    zh="领投资金来源另行穿透核查。", en="The source of the lead's money is looked through in a question of its own."
)

LEAD_OWN_FUNDS_TAINTED: Final = Rule(
    id=TAINTED_ID,
    facts=LeadRatioFacts,
    provision=TAINTED_PROVISION,
    reads=frozenset(),
    judge=lead_own_funds_tainted,
    since_release=4,
)
LEAD_OWN_FUNDS_NOMINEE: Final = Rule(
    id=NOMINEE_ID,
    facts=LeadRatioFacts,
    provision=NOMINEE_PROVISION,
    reads=frozenset(),
    judge=lead_own_funds_nominee,
    since_release=4,
)
LEAD_OWN_FUNDS_HIDDEN_LEVERAGE: Final = Rule(
    id=HIDDEN_LEVERAGE_ID,
    facts=LeadRatioFacts,
    provision=HIDDEN_LEVERAGE_PROVISION,
    reads=frozenset(),
    judge=lead_own_funds_hidden_leverage,
    since_release=4,
)
