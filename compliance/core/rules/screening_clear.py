"""compliance / core: only who has passed identity and list screening subscribes or leads.

Source: policy of this platform (not law), article 13. 反洗钱法 asks for due diligence and for measures against listed
persons; the way of screening is ours. From release 4 on; release 5 only says more of what to do next.
"""

from collections.abc import Mapping
from typing import Final

from compliance.core.facts import ScreeningFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, Reading, Rule
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

RULE_ID: Final = "screening.clear"

Said = Mapping[PersonalStanding, tuple[Outcome, Sentence, Sentence]]
"""Outcome, message and remedy by where somebody stands."""

_WAIT_4: Final = Sentence(
    zh="请等待筛查结束；结果会通知您。没有结果不视为通过。",
    en="Wait until the screening has ended; you will be told. Silence never counts as passed.",
)
_WAIT: Final = Sentence(
    zh="请等待筛查结束：可在“我的筛查”页面查看，通过后再试。没有结果不视为通过。",
    en="Wait until the screening has ended: look at “My screening” and try again once it was passed."
    " Silence never counts as passed.",
)
_ASKED_FOR: Final = Sentence(
    zh="筛查已自动发起，通常一分钟内有结果：请在“我的筛查”页面查看，通过后再试。没有结果不视为通过。",
    en="A check was asked for just now; most end within a minute. Look at “My screening” and try again"
    " once it was passed. Silence never counts as passed.",
)


def _said(*, under_way: Sentence, due: Sentence) -> Said:
    """Return what is said, with what helps whoever waits and whoever is due."""
    return {
        PersonalStanding.CLEAR: (
            Outcome.PERMIT,
            Sentence(zh="身份与名单筛查已通过，且在该日有效。", en="The screening was passed and counts on that day."),
            NOTHING_TO_SAY,
        ),
        PersonalStanding.UNDER_WAY: (
            Outcome.REFER,
            Sentence(zh="身份与名单筛查尚未结束。", en="The screening has not ended yet."),
            under_way,
        ),
        PersonalStanding.DUE: (
            Outcome.REFER,
            Sentence(
                zh="在该日没有有效的身份与名单筛查。",
                en="There is no screening that was passed and counts on that day.",
            ),
            due,
        ),
        PersonalStanding.STOPPED: (
            Outcome.DENY,
            Sentence(
                zh="平台已停止为其办理认购与领投。",
                en="The platform has stopped subscribing and leading for this person.",
            ),
            Sentence(zh="如有疑问请联系合规专员。", en="With questions please write to a compliance officer."),
        ),
    }


_SAID_4: Final = _said(under_way=_WAIT_4, due=_WAIT_4)
_SAID: Final = _said(under_way=_WAIT, due=_ASKED_FOR)


def by_standing(rule: str, standing: PersonalStanding | Unknown, *, said: Said, law: Reading) -> Judged:
    """Refuse whoever was stopped and refer whoever has not passed, for whatever reason, without saying which."""
    if isinstance(standing, Unknown):
        return Missing(("standing",))
    outcome, message, remedy = said[standing]
    return Finding(
        rule=rule,
        outcome=outcome,
        measured="",
        limit="",
        citation=law.own_citation,
        message=message,
        remedy=remedy,
    )


def screening_clear_4(facts: ScreeningFacts, law: Reading) -> Judged:
    """Judge as release 4 did."""
    return by_standing(RULE_ID, facts.standing, said=_SAID_4, law=law)


def screening_clear(facts: ScreeningFacts, law: Reading) -> Judged:
    """Judge where a person stands, and say where to look and that a check was asked for."""
    return by_standing(RULE_ID, facts.standing, said=_SAID, law=law)


SCREENING_CLEAR_4: Final = Rule(
    id=RULE_ID,
    facts=ScreeningFacts,
    provision="platform_policy#13",
    reads=frozenset(),
    judge=screening_clear_4,
    since_release=4,
    until_release=5,
)
SCREENING_CLEAR: Final = Rule(
    id=RULE_ID,
    facts=ScreeningFacts,
    provision="platform_policy#13",
    reads=frozenset(),
    judge=screening_clear,
    since_release=5,
)
