"""compliance / core: only a company that has passed the screening shows a raise to investors.

Source: policy of this platform (not law), article 41; see `screening_clear`. From release 5 on.
"""

from typing import Final

from compliance.core.facts import CompanyScreeningFacts
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Reading, Rule
from compliance.core.rules.screening_clear import Said, by_standing
from compliance.core.screening import PersonalStanding
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

RULE_ID: Final = "screening.company"

_WAIT: Final = Sentence(
    zh="通常一分钟内有结果，请稍后再次开放；部分筛查由人工复核，需要数日。没有结果不视为通过。",
    en="Most checks end within a minute: open the raise again then. Some are looked at by people and take some days."
    " Silence never counts as passed.",
)
_SAID: Final[Said] = {
    PersonalStanding.CLEAR: (
        Outcome.PERMIT,
        Sentence(zh="企业的名单筛查已通过，且在该日有效。", en="The company has passed, and it counts on that day."),
        NOTHING_TO_SAY,
    ),
    PersonalStanding.UNDER_WAY: (
        Outcome.REFER,
        Sentence(zh="企业的名单筛查尚未结束。", en="The screening of the company has not ended yet."),
        _WAIT,
    ),
    PersonalStanding.DUE: (
        Outcome.REFER,
        Sentence(
            zh="企业在该日没有有效的名单筛查，筛查已自动发起。",
            en="The company has no pass that counts on that day; the check was asked for just now.",
        ),
        _WAIT,
    ),
    PersonalStanding.STOPPED: (
        Outcome.DENY,
        Sentence(zh="平台已停止为该企业办理融资。", en="The platform has stopped raising money for this company."),
        Sentence(zh="如有疑问请联系合规专员。", en="With questions please write to a compliance officer."),
    ),
}


def screening_company(facts: CompanyScreeningFacts, law: Reading) -> Judged:
    """Refuse a company that was stopped and refer one that has not passed, without saying for which reason."""
    return by_standing(RULE_ID, facts.standing, said=_SAID, law=law)


SCREENING_COMPANY: Final = Rule(
    id=RULE_ID,
    facts=CompanyScreeningFacts,
    provision="platform_policy#41",
    reads=frozenset(),
    judge=screening_company,
    since_release=5,
)
