"""compliance / core: what a lead says about its money is shown by documents and agrees with what the bank saw.

Source: policy of this platform (not law), articles 44 and 45. From release 5 on. Whether money that the bank saw is
tainted is judged in `lead_look_through`, to which each payment of somebody else is a movement like a declared one.
"""

from typing import Final

from compliance.core.facts import FundingFacts, FundingPayment, FundingReview, PayerMatch, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

EVIDENCE_ID: Final = "lead.own_funds.evidence"
PAYER_ID: Final = "lead.own_funds.payer"


def lead_money_evidence(facts: FundingFacts, law: Reading) -> Judged:
    """Advise of a source that no document shows; refer it while an officer waits, refuse what one did not accept."""
    bare, review = facts.unevidenced, facts.review
    if isinstance(bare, Unknown) or isinstance(review, Unknown):
        return Missing(("unevidenced", "review"))
    if review is FundingReview.REFUSED:
        return _found(EVIDENCE_ID, Outcome.DENY, str(len(bare)), law, _REFUSED, _OTHER_MONEY)
    if review is FundingReview.ASKED:
        return _found(EVIDENCE_ID, Outcome.REFER, str(len(bare)), law, _ASKED, _ANSWER)
    if not bare:
        return _found(EVIDENCE_ID, Outcome.PERMIT, "0", law, _ALL_SHOWN)
    if review is FundingReview.ACCEPTED:
        return _found(EVIDENCE_ID, Outcome.PERMIT, str(len(bare)), law, _ACCEPTED)
    names_zh, names_en = "、".join(bare), ", ".join(bare)
    message = Sentence(zh=f"以下来源没有证明材料：{names_zh}。", en=f"No document shows what comes from {names_en}.")
    return _found(EVIDENCE_ID, Outcome.ADVISE, str(len(bare)), law, message, _SHOW)


def lead_money_payer(facts: FundingFacts, law: Reading) -> Judged:
    """Refuse money of the issuer or a founder; refer money of somebody undeclared until an officer has accepted it."""
    payments, bare, review = facts.payments, facts.unevidenced, facts.review
    if isinstance(payments, Unknown) or isinstance(bare, Unknown) or isinstance(review, Unknown):
        return Missing(("payments", "unevidenced", "review"))
    others = [each for each in payments if each.match is not PayerMatch.OWN]
    if not others:
        return _found(PAYER_ID, Outcome.PERMIT, "0", law, _OWN_ACCOUNT if payments else _NOTHING_PAID)
    if any(each.match in (PayerMatch.ISSUER, PayerMatch.FOUNDER) for each in others):
        return _found(PAYER_ID, Outcome.DENY, str(len(others)), law, _PAID_BY_THEM, _PAY_YOURSELF)
    if review is FundingReview.ACCEPTED:
        return _found(PAYER_ID, Outcome.PERMIT, str(len(others)), law, _ACCEPTED)
    if all(_is_shown(each, bare) for each in others):
        return _found(PAYER_ID, Outcome.ADVISE, str(len(others)), law, _PAID_BY_DECLARED, _NEXT_TIME)
    return _found(PAYER_ID, Outcome.REFER, str(len(others)), law, _PAID_BY_OTHERS, _SAY_WHO)


def _is_shown(payment: FundingPayment, bare: tuple[str, ...]) -> bool:
    """Tell whether whoever paid was declared as a source, with a document."""
    return payment.match is PayerMatch.DECLARED and payment.payer not in bare


def _found(
    rule: str, outcome: Outcome, measured: str, law: Reading, message: Sentence, remedy: Sentence = NOTHING_TO_SAY
) -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        measured=measured,
        limit="0",
        citation=law.own_citation,
        message=message,
        remedy=remedy,
    )


_ALL_SHOWN: Final = Sentence(
    zh="每一项已申报的资金来源都有证明材料。", en="A document shows every declared source of the money."
)
_ACCEPTED: Final = Sentence(
    zh="合规专员已核实这些来源与付款。", en="A compliance officer has accepted these sources and payments."
)
_REFUSED: Final = Sentence(
    zh="合规专员核查后不认可这些资金来源。",
    en="A compliance officer has examined the sources of the money and does not accept them.",
)
_OTHER_MONEY: Final = Sentence(
    zh="原款退回后，以能够证明来源的自有资金重新提交领投要约。",
    en="Once it has gone back, offer to lead again with own money whose source can be shown.",
)
_ASKED: Final = Sentence(
    zh="合规专员要求补充资金来源，领投人尚未答复。",
    en="A compliance officer has asked about the sources of the money, and the lead has not answered yet.",
)
_ANSWER: Final = Sentence(
    zh="由领投人补充或更正资金来源的申报并上传证明材料。",
    en="The lead adds to or corrects the declaration of its sources, with documents.",
)
_SHOW: Final = Sentence(
    zh="为每一项来源上传银行流水、合同或完税证明等材料。",
    en="Add a bank statement, contract or tax record for each of these sources.",
)
_NOTHING_PAID: Final = Sentence(zh="尚无款项到账。", en="No money of the lead has arrived yet.")
_OWN_ACCOUNT: Final = Sentence(
    zh="已到账款项均来自领投人本人账户。", en="All that has arrived came from the lead's own account."
)
_PAID_BY_THEM: Final = Sentence(
    zh="领投人的款项由发行人或其创始人支付。", en="The issuer or one of its founders has paid for the lead."
)
_PAY_YOURSELF: Final = Sentence(
    zh="原款退回后，由领投人以自有资金从本人账户支付。",
    en="Once it has gone back, the lead pays with its own money from its own account.",
)
_PAID_BY_DECLARED: Final = Sentence(
    zh="款项由一名已申报且有证明材料的资金往来方代付。",
    en="A declared source, which a document shows, has paid for the lead.",
)
_NEXT_TIME: Final = Sentence(zh="余款请从领投人本人账户支付。", en="Pay what is left from the lead's own account.")
_PAID_BY_OTHERS: Final = Sentence(
    zh="有款项的付款人未申报、未有证明材料或银行未告知。",
    en="A payment came from somebody undeclared or without a document, or the bank did not say from whom.",
)
_SAY_WHO: Final = Sentence(
    zh="由领投人说明付款人并上传证明材料，或由合规专员核实后决定。",
    en="The lead declares who paid and adds a document, or a compliance officer examines it and decides.",
)

LEAD_MONEY_PROOF: Final = (
    Rule(
        id=EVIDENCE_ID,
        facts=FundingFacts,
        provision="platform_policy#44",
        reads=frozenset(),
        judge=lead_money_evidence,
        since_release=5,
    ),
    Rule(
        id=PAYER_ID,
        facts=FundingFacts,
        provision="platform_policy#45",
        reads=frozenset(),
        judge=lead_money_payer,
        since_release=5,
    ),
)
"""The rules on documents and payers, in the order of the policy's articles."""
