"""compliance / core: only who has passed identity and list screening subscribes or leads.

Source: policy of this platform (not law), article 13. 反洗钱法 asks for due diligence and for measures against listed
persons; its articles are known from memory only, so that none of them decides here. From release 4 on.
"""

from typing import Final

from compliance.core.facts import ScreeningFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

RULE_ID: Final = "screening.clear"

_WAIT: Final = Sentence(
    zh="请等待筛查结束：可在“我的账户”的“筛查”页面查看，通过后再试。没有结果不视为通过。",
    en="Wait until the screening has ended: look at “Screening” in your account and try again once it was passed."
    " Silence never counts as passed.",
)
_ASKED_FOR: Final = Sentence(
    zh="筛查已自动发起，通常一分钟内有结果：请在“我的账户”的“筛查”页面查看，通过后再试。没有结果不视为通过。",
    en="A check was asked for just now; most end within a minute. Look at “Screening” in your account and try again"
    " once it was passed. Silence never counts as passed.",
)
_SAID: Final = {
    PersonalStanding.CLEAR: (
        Outcome.PERMIT,
        Sentence(zh="身份与名单筛查已通过，且在该日有效。", en="The screening was passed and counts on that day."),
        NOTHING_TO_SAY,
    ),
    PersonalStanding.UNDER_WAY: (
        Outcome.REFER,
        Sentence(zh="身份与名单筛查尚未结束。", en="The screening has not ended yet."),
        _WAIT,
    ),
    PersonalStanding.DUE: (
        Outcome.REFER,
        Sentence(
            zh="在该日没有有效的身份与名单筛查。", en="There is no screening that was passed and counts on that day."
        ),
        _ASKED_FOR,
    ),
    PersonalStanding.STOPPED: (
        Outcome.DENY,
        Sentence(
            zh="平台已停止为其办理认购与领投。", en="The platform has stopped subscribing and leading for this person."
        ),
        Sentence(zh="如有疑问请联系合规专员。", en="With questions please write to a compliance officer."),
    ),
}


def screening_clear(facts: ScreeningFacts, law: Reading) -> Judged:
    """Refuse whoever was stopped and refer whoever has not passed, for whatever reason, without saying which."""
    if isinstance(facts.standing, Unknown):
        return Missing(("standing",))
    outcome, message, remedy = _SAID[facts.standing]
    return Finding(
        rule=RULE_ID,
        outcome=outcome,
        measured="",
        limit="",
        citation=law.own_citation,
        message=message,
        remedy=remedy,
    )


SCREENING_CLEAR: Final = Rule(
    id=RULE_ID,
    facts=ScreeningFacts,
    provision="platform_policy#13",
    reads=frozenset(),
    judge=screening_clear,
    since_release=4,
)
