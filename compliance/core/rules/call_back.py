"""compliance / core: nobody is called back inside the cooling-off, and no money leaves before everybody was.

Source: 私募投资基金募集行为管理办法 (2016), articles 29 (at least 24 hours, in which nobody turns to the investor) and
30 (call-back by somebody who does not sell); facts 2.6. The text says from when on for securities funds only; the
platform lets the period begin for everybody once the contract is signed and the money has come.
"""

from datetime import datetime
from typing import Final

from compliance.core.facts import CallBackFacts, PaidPart, Unknown
from compliance.core.findings import Finding
from compliance.core.instants import spoken_instant
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.rules.suitability import COOLING_OFF, cooling_off_until
from compliance.core.saying import Measure, say
from compliance.core.sentences import Sentence

RULE_ID: Final = "suitability.called_back"


def called_back(facts: CallBackFacts, law: Reading) -> Judged:
    """Refuse call-backs that came too early, and a question in which somebody was not called back; equal is enough."""
    if isinstance(facts.parts, Unknown):
        return Missing(("parts",))
    if not facts.parts:
        return NotApplicable(Sentence(zh="尚无足额缴款的认购。", en="Nobody has paid in full yet."))
    ends = {part: cooling_off_until(part.paid_at, law) for part in facts.parts}
    early = [part for part in facts.parts if part.called_back_at is not None and part.called_back_at < ends[part]]
    silent = [part for part in facts.parts if part.called_back_at is None]
    found = [_too_early(part.called_back_at, ends[part], law) for part in early if part.called_back_at]
    if silent:
        found.append(_not_called_back(silent, facts.parts, max(ends[part] for part in silent), law))
    return tuple(found) or _kept(facts.parts, law)


def _kept(parts: tuple[PaidPart, ...], law: Reading) -> Finding:
    return say(
        RULE_ID,
        Outcome.PERMIT,
        law,
        measure=Measure("0", "0", "persons"),
        message=Sentence(
            zh=f"{len(parts)} 名投资者均已在投资冷静期届满后回访确认。",
            en=f"Every investor ({len(parts)}) was called back after the cooling-off period.",
        ),
    )


def _too_early(at: datetime, ends_at: datetime, law: Reading) -> Finding:
    until = spoken_instant(ends_at)
    return say(
        RULE_ID,
        Outcome.DENY,
        law,
        parameter=COOLING_OFF,
        measure=Measure(at.isoformat(), ends_at.isoformat(), "instant"),
        message=Sentence(
            zh=f"投资冷静期至 {until.zh}，期间不得主动联系投资者。",
            en=f"The cooling-off period lasts until {until.en}; nobody turns to the investor before.",
        ),
        remedy=Sentence(zh=f"自 {until.zh} 起再回访。", en=f"Call back from {until.en} on."),
    )


def _not_called_back(silent: list[PaidPart], parts: tuple[PaidPart, ...], last: datetime, law: Reading) -> Finding:
    until = spoken_instant(last)
    return say(
        RULE_ID,
        Outcome.DENY,
        law,
        measure=Measure(str(len(silent)), "0", "persons"),
        message=Sentence(
            zh=f"{len(parts)} 名已足额缴款的投资者中，{len(silent)} 名尚未回访确认；其投资冷静期最晚至 {until.zh}。",
            en=f"Not called back yet: {len(silent)} of {len(parts)} investors who have paid in full;"
            f" the last of their cooling-off periods ends {until.en}.",
        ),
        remedy=Sentence(
            zh=f"冷静期届满后由不从事销售的合规专员逐一回访，全部完成后（最早 {until.zh}）再交割；"
            "回访成功前投资者可以解除合同。",
            en="A compliance officer, who does not sell, calls each of them back after their cooling-off; close once"
            f" all are done, at the earliest {until.en}. Until then an investor may rescind.",
        ),
    )


CALLED_BACK: Final = Rule(
    id=RULE_ID,
    facts=CallBackFacts,
    provision="fund_raising_conduct_2016#30",
    reads=frozenset({COOLING_OFF}),
    judge=called_back,
    since_release=5,
)
