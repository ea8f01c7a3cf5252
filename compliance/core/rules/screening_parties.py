"""compliance / core: everybody whose money or units move in a step has passed the screening when it is taken.

Source: policy of this platform (not law), article 40; see `screening_clear`. From release 5 on. There are two readings
of the same answer: the offices' names everybody by id, a company's only says whether the platform is through.
"""

from typing import Final

from compliance.core.facts import CounterpartyFacts, Facts, PartiesFacts, PartyRole, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

COUNTERPARTY_ID: Final = "screening.counterparty"
PARTIES_ID: Final = "screening.parties"
_PROVISION: Final = "platform_policy#40"

_NOT_THROUGH: Final = {
    PartyRole.LEAD: Sentence(
        zh="平台对领投人的核查尚未完成。", en="The platform's check of the lead has not been finished."
    ),
    PartyRole.HOLDERS: Sentence(
        zh="平台对本次交割尚有事项需要核查。", en="The platform still has to examine something about this closing."
    ),
    PartyRole.BUYER: Sentence(
        zh="平台对受让人的核查尚未完成。", en="The platform's check of the buyer has not been finished."
    ),
}
_WAIT: Final = {
    PartyRole.LEAD: Sentence(
        zh="请稍后再接受该领投要约；领投人会收到核查结果。您也可以婉拒，并接受其他领投要约。",
        en="Accept the offer later: the lead is told when the check has ended. Or decline it and accept another one.",
    ),
    PartyRole.HOLDERS: Sentence(
        zh="请稍后再次交割；合规专员已收到通知。已到账资金仍由托管银行保管。",
        en="Close again later: compliance officers were told. The money stays in custody meanwhile.",
    ),
    PartyRole.BUYER: Sentence(
        zh="请稍后再试；合规专员已收到通知。份额与款项均未变动。",
        en="Try again later: compliance officers were told. Neither units nor money have moved.",
    ),
}


def counterparty(facts: CounterpartyFacts, law: Reading) -> Judged:
    """Refer a step while the platform is not through with somebody else's check, without saying why."""
    party = facts.party
    if isinstance(facts.has_passed, Unknown) or isinstance(party, Unknown):
        return Missing(_unknown(facts, "party", "has_passed"))
    if facts.has_passed:
        said = Sentence(zh="平台的核查已完成。", en="The platform's check has ended.")
        return _finding(COUNTERPARTY_ID, law, outcome=Outcome.PERMIT, message=said, remedy=NOTHING_TO_SAY)
    message, remedy = _NOT_THROUGH[party], _WAIT[party]
    return _finding(COUNTERPARTY_ID, law, outcome=Outcome.REFER, message=message, remedy=remedy)


def parties(facts: PartiesFacts, law: Reading) -> Judged:
    """Refuse a step in which somebody was stopped, and refer one in which somebody has not passed; each is named."""
    stopped, under_way, due, asked = facts.stopped, facts.under_way, facts.due, facts.asked
    if (
        isinstance(stopped, Unknown)
        or isinstance(under_way, Unknown)
        or isinstance(due, Unknown)
        or isinstance(asked, Unknown)
    ):
        return Missing(_unknown(facts, "asked", "under_way", "due", "stopped"))
    found = [
        *(_of(who, law, Outcome.DENY, *_STOPPED) for who in stopped),
        *(_of(who, law, Outcome.REFER, *_UNDER_WAY) for who in under_way),
        *(_of(who, law, Outcome.REFER, *_DUE) for who in due),
    ]
    if found:
        return tuple(found)
    said = Sentence(zh="各方均已通过筛查，且在该日有效。", en="Everybody has passed, and the passes count on that day.")
    return _finding(PARTIES_ID, law, outcome=Outcome.PERMIT, message=said, remedy=NOTHING_TO_SAY, count=str(asked))


_STOPPED: Final = (
    Sentence(zh="一名当事人的名单命中已确认。", en="A hit of somebody in this step is confirmed."),
    Sentence(
        zh="请决定该人是否退出：取消其认购并退款，或在名单变更后重新筛查。",
        en="Decide whether they leave: cancel and refund, or screen anew once the list has changed.",
    ),
)
_UNDER_WAY: Final = (
    Sentence(zh="一名当事人的筛查尚未结束。", en="The screening of somebody in this step has not ended."),
    Sentence(
        zh="如有疑似命中请先作出决定；否则等待服务商结果。",
        en="If a possible hit waits, decide about it; otherwise wait for the provider.",
    ),
)
_DUE: Final = (
    Sentence(zh="一名当事人在该日没有有效的筛查。", en="Somebody in this step has no pass that counts on that day."),
    Sentence(zh="筛查已自动发起，请等待结果。", en="The check was asked for by itself; wait for its result."),
)


def _unknown(facts: Facts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if isinstance(getattr(facts, name), Unknown))


def _of(who: str, law: Reading, outcome: Outcome, message: Sentence, remedy: Sentence) -> Finding:
    return _finding(PARTIES_ID, law, outcome=outcome, message=message, remedy=remedy, about=who)


def _finding(
    rule: str,
    law: Reading,
    *,
    outcome: Outcome,
    message: Sentence,
    remedy: Sentence,
    about: str = "",
    count: str = "",
) -> Finding:
    return Finding(
        rule=rule,
        outcome=outcome,
        measured=count,
        limit=count,
        citation=law.own_citation,
        message=message,
        remedy=remedy,
        about=about,
    )


SCREENING_COUNTERPARTY: Final = Rule(
    id=COUNTERPARTY_ID,
    facts=CounterpartyFacts,
    provision=_PROVISION,
    reads=frozenset(),
    judge=counterparty,
    since_release=5,
)
SCREENING_PARTIES: Final = Rule(
    id=PARTIES_ID, facts=PartiesFacts, provision=_PROVISION, reads=frozenset(), judge=parties, since_release=5
)
