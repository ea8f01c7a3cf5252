"""compliance / core: the calculator `suitability` (投资者适当性): does a product suit an investor, step by step?

Source: 基金募集机构投资者适当性管理实施指引（试行） (2017); 私募投资基金募集行为管理办法 (2016), articles 18, 29
and 30.
"""

from datetime import datetime
from typing import Any, Final

from compliance.core.book import NotInForce, View
from compliance.core.calculators.calculator import Calculator, Parsed, Worked
from compliance.core.calculators.complaints import REQUIRED, Complaints
from compliance.core.calculators.fields import Field, Many
from compliance.core.calculators.kinds import Day, Flag, Instant, Word
from compliance.core.calculators.spelling import sent
from compliance.core.engine import Answer, judge
from compliance.core.facts import ProductGrade, SuitabilityFacts
from compliance.core.outcome import Outcome
from compliance.core.rule import Reading
from compliance.core.rules import RULES
from compliance.core.rules import suitability as rules
from compliance.core.sentences import Sentence
from compliance.core.wording import INVESTOR_CLASSES, PRODUCT_GRADES
from crowdfund.kernel.days import add_months

_ASKS: Final = (
    Field(
        name="investor_class",
        kind=Word(INVESTOR_CLASSES),
        title=Sentence(zh="投资者类别", en="Class of the investor"),
        meaning=Sentence(zh="专业投资者可不填。", en="Needed unless the investor is professional."),
    ),
    Field(
        name="product_grade",
        kind=Word(PRODUCT_GRADES),
        title=Sentence(zh="产品风险等级", en="Grade of the product"),
        required=True,
    ),
    Field(name="professional", kind=Flag(), title=Sentence(zh="专业投资者", en="Professional"), default=False),
    Field(
        name="requested_by_investor",
        kind=Flag(),
        title=Sentence(zh="投资者主动书面要求", en="Asked for in writing by the investor"),
    ),
    Field(name="special_warning_given", kind=Flag(), title=Sentence(zh="已特别书面警示", en="Special warning given")),
    Field(name="assessed_on", kind=Day(), title=Sentence(zh="风险测评日", en="Day of the risk assessment")),
    Field(name="signed_at", kind=Instant(), title=Sentence(zh="合同签署时间", en="Signed at")),
    Field(name="called_back_at", kind=Instant(), title=Sentence(zh="回访确认时间", en="Called back at")),
)
_GIVES: Final = (
    Field(name="matched", kind=Flag(), title=Sentence(zh="适当性匹配", en="Suits")),
    Field(
        name="allowed_grades",
        kind=Many(of=Word(PRODUCT_GRADES)),
        title=Sentence(zh="可以认购的等级", en="Grades open to the investor"),
    ),
    Field(
        name="assessment_ends_on",
        kind=Day(),
        title=Sentence(zh="风险测评失效日", en="Assessment no longer valid from"),
    ),
    Field(name="cooling_off_until", kind=Instant(), title=Sentence(zh="投资冷静期至", en="Cooling-off until")),
)


def _contradictions(parsed: Parsed, wrong: Complaints) -> None:
    """Ask for the class of an investor who is not professional."""
    is_named = any(complaint.pointer == "/investor_class" for complaint in wrong.found)
    if parsed["investor_class"] is None and parsed["professional"] is False and not is_named:
        wrong.add("/investor_class", "required", REQUIRED)


def _answer(parsed: Parsed, view: View) -> Worked:
    facts = SuitabilityFacts(
        investor_class=parsed["investor_class"],
        product_grade=parsed["product_grade"],
        professional=parsed["professional"],
        requested_by_investor=sent(parsed["requested_by_investor"]),
        special_warning_given=sent(parsed["special_warning_given"]),
        assessed_on=sent(parsed["assessed_on"]),
        signed_at=sent(parsed["signed_at"]),
        called_back_at=sent(parsed["called_back_at"]),
    )
    found = judge(facts=facts, view=view, rules=RULES)
    fields: dict[str, Any] = {
        "matched": _matched(found),
        "allowed_grades": _allowed(parsed, view),
        "assessment_ends_on": _assessment_ends_on(parsed, view),
        "cooling_off_until": _cooling_off_until(parsed["signed_at"], view),
    }
    return Worked(fields=fields, judged=(found,))


def _matched(found: Answer) -> bool | None:
    """Return whether the grade is open to the investor; None where nobody knows the matrix of the day."""
    outcome = next((each.outcome for each in found.findings if each.rule == rules.MATCH_ID), Outcome.REFER)
    return None if outcome is Outcome.REFER else outcome is Outcome.PERMIT


def _allowed(parsed: Parsed, view: View) -> list[str] | None:
    if parsed["professional"]:
        return [grade.value for grade in ProductGrade]
    try:
        return sorted(_reading(rules.MATCH, view).words(rules.GRADES[parsed["investor_class"]]))
    except NotInForce:
        return None


def _assessment_ends_on(parsed: Parsed, view: View) -> str | None:
    if parsed["assessed_on"] is None:
        return None
    try:
        months = _reading(rules.ASSESSMENT_VALID, view).months(rules.ASSESSMENT)
    except NotInForce:
        return None
    return add_months(parsed["assessed_on"], months).isoformat()


def _cooling_off_until(signed_at: datetime | None, view: View) -> str | None:
    if signed_at is None:
        return None
    try:
        return rules.cooling_off_until(signed_at, _reading(rules.COOLING_OFF_KEPT, view)).isoformat()
    except NotInForce:
        return None


def _reading(rule: Any, view: View) -> Reading:
    return Reading(view=view, reads=rule.reads, provision=rule.provision)


SUITABILITY: Final = Calculator(
    name="suitability",
    title=Sentence(zh="投资者适当性", en="Suitability"),
    about=Sentence(
        zh="产品等级是否适合投资者，风险测评、冷静期与回访是否合规。",
        en="Whether a product suits an investor, and whether assessment, cooling-off and call-back were kept.",
    ),
    asks=_ASKS,
    gives=_GIVES,
    answer=_answer,
    contradictions=_contradictions,
)
