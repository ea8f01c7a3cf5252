"""compliance / core: whether a product suits an investor, and whether the steps before it were kept.

Source: 基金募集机构投资者适当性管理实施指引（试行） (2017), the matrix C1 to C5 by R1 to R5;
私募投资基金募集行为管理办法 (2016), articles 18 (a risk assessment is valid for three years), 29 (cooling-off of 24
hours) and 30 (call-back); facts 2.6.
"""

from datetime import datetime, timedelta
from typing import Final

from compliance.core.facts import InvestorClass, ProductGrade, SuitabilityFacts, Unknown
from compliance.core.findings import UNKNOWN, Finding
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence
from crowdfund.kernel.days import add_months

MATCH_ID: Final = "suitability.match"
ASSESSMENT_ID: Final = "suitability.assessment_valid"
COOLING_OFF_ID: Final = "suitability.cooling_off"
GRADES: Final = {each: f"suitability_guideline_2017.grades_of_{each.value.lower()}" for each in InvestorClass}
ASSESSMENT: Final = "fund_raising_conduct_2016.assessment_months"
COOLING_OFF: Final = "fund_raising_conduct_2016.cooling_off"


def match(facts: SuitabilityFacts, law: Reading) -> Judged:
    """Compare the grade of a product with those open to the investor's class.

    A professional investor is not restricted. Above its grade the lowest class is refused, and so is everybody who did
    not ask for it in writing or was not warned; any other mismatch is a warning that an officer may release.
    """
    if isinstance(facts.professional, Unknown) or isinstance(facts.product_grade, Unknown):
        return Missing(_unknown(facts, "professional", "product_grade"))
    grade = facts.product_grade
    if facts.professional:
        return say(
            MATCH_ID,
            Outcome.PERMIT,
            law,
            measure=Measure(grade.value),
            message=Sentence(zh="专业投资者不受产品等级限制。", en="A professional investor is not restricted."),
        )
    if facts.investor_class is None or isinstance(facts.investor_class, Unknown):
        return Missing(("investor_class",))
    return _matched(facts, facts.investor_class, grade, law)


def _matched(facts: SuitabilityFacts, investor: InvestorClass, grade: ProductGrade, law: Reading) -> Finding:
    allowed = sorted(law.words(GRADES[investor]))
    outcome, remedy = Outcome.PERMIT, NOTHING_TO_SAY
    if grade.value not in allowed:
        outcome, remedy = _mismatch(facts, investor)
    matches = outcome is Outcome.PERMIT
    return say(
        MATCH_ID,
        outcome,
        law,
        parameter=GRADES[investor],
        measure=Measure(grade.value, allowed[-1]),
        message=Sentence(
            zh=f"{investor} 类投资者{'可以' if matches else '不宜'}认购 {grade} 级产品，"
            f"适合的等级为 {'、'.join(allowed)}。",
            en=f"A product of grade {grade} {'suits' if matches else 'does not suit'} an investor of class"
            f" {investor}, to whom {', '.join(allowed)} are open.",
        ),
        remedy=remedy,
    )


def _mismatch(facts: SuitabilityFacts, investor: InvestorClass) -> tuple[Outcome, Sentence]:
    if investor is InvestorClass.C1_LOWEST:
        return Outcome.DENY, Sentence(
            zh="风险承受能力最低类别的投资者不得认购更高等级的产品，没有例外。",
            en="Investors of the lowest class take no higher grade, without exception.",
        )
    if facts.requested_by_investor is False or facts.special_warning_given is False:
        return Outcome.DENY, Sentence(
            zh="须由投资者在特别书面警示后主动书面要求。",
            en="The investor must be warned in writing and then ask for it in writing.",
        )
    return Outcome.WARN, Sentence(
        zh="经特别书面警示且投资者主动书面要求后，由合规专员解除。",
        en="After a special written warning and the investor's own written request an officer may release it.",
    )


def assessment_valid(facts: SuitabilityFacts, law: Reading) -> Judged:
    """Refuse a risk assessment that is too old; the corresponding day of its last month is the first invalid one."""
    if facts.assessed_on is None:
        return NotApplicable(Sentence(zh="无须风险测评。", en="No risk assessment is asked for."))
    if isinstance(facts.assessed_on, Unknown):
        return Missing(("assessed_on",))
    ends_on = add_months(facts.assessed_on, law.months(ASSESSMENT))
    valid = law.day < ends_on
    return say(
        ASSESSMENT_ID,
        Outcome.PERMIT if valid else Outcome.DENY,
        law,
        parameter=ASSESSMENT,
        measure=Measure(law.day.isoformat(), ends_on.isoformat(), "day"),
        message=Sentence(
            zh=f"风险测评自 {ends_on} 起失效。", en=f"The risk assessment is no longer valid from {ends_on} on."
        ),
        remedy=NOTHING_TO_SAY if valid else Sentence(zh="重新进行风险测评。", en="Have the risk assessed again."),
    )


def cooling_off(facts: SuitabilityFacts, law: Reading) -> Judged:
    """Refuse a call-back before the cooling-off period is over; its last instant is enough."""
    signed_at, called_back_at = facts.signed_at, facts.called_back_at
    if signed_at is None:
        return NotApplicable(Sentence(zh="尚未签署合同。", en="Nothing is signed yet."))
    if isinstance(signed_at, Unknown) or isinstance(called_back_at, Unknown):
        return Missing(_unknown(facts, "signed_at", "called_back_at"))
    ends_at = cooling_off_until(signed_at, law)
    if called_back_at is not None and called_back_at >= ends_at:
        return _cooled(law, Outcome.PERMIT, called_back_at, ends_at, NOTHING_TO_SAY)
    remedy = Sentence(
        zh=f"投资冷静期届满（{ends_at.isoformat()}）后由非销售人员回访确认。",
        en=f"Call back after the cooling-off period ({ends_at.isoformat()}), by somebody who does not sell.",
    )
    return _cooled(law, Outcome.DENY, called_back_at, ends_at, remedy)


def cooling_off_until(signed_at: datetime, law: Reading) -> datetime:
    """Return the first instant at which an investor may be called back, in the offset of the signing."""
    return signed_at + timedelta(hours=law.count(COOLING_OFF))


def _cooled(
    law: Reading, outcome: Outcome, called_back_at: datetime | None, ends_at: datetime, remedy: Sentence
) -> Finding:
    at = called_back_at.isoformat() if called_back_at else ""
    return say(
        COOLING_OFF_ID,
        outcome,
        law,
        parameter=COOLING_OFF,
        measure=Measure(at or UNKNOWN, ends_at.isoformat(), "instant"),
        message=Sentence(
            zh=f"投资冷静期至 {ends_at.isoformat()}；" + (f"回访于 {at}。" if at else "尚未回访确认。"),
            en=f"Cooling-off until {ends_at.isoformat()}; " + (f"called back at {at}." if at else "no call-back yet."),
        ),
        remedy=remedy,
    )


def _unknown(facts: SuitabilityFacts, *names: str) -> tuple[str, ...]:
    return tuple(name for name in names if isinstance(getattr(facts, name), Unknown))


MATCH: Final = Rule(
    id=MATCH_ID,
    facts=SuitabilityFacts,
    provision="suitability_guideline_2017#44",
    reads=frozenset(GRADES.values()),
    judge=match,
    since_release=4,
)
ASSESSMENT_VALID: Final = Rule(
    id=ASSESSMENT_ID,
    facts=SuitabilityFacts,
    provision="fund_raising_conduct_2016#18",
    reads=frozenset({ASSESSMENT}),
    judge=assessment_valid,
    since_release=4,
)
COOLING_OFF_KEPT: Final = Rule(
    id=COOLING_OFF_ID,
    facts=SuitabilityFacts,
    provision="fund_raising_conduct_2016#29",
    reads=frozenset({COOLING_OFF}),
    judge=cooling_off,
    since_release=4,
)
SUITABILITY: Final = (MATCH, ASSESSMENT_VALID, COOLING_OFF_KEPT)
