"""compliance / core: whether somebody was assessed, how often in a day, how a raise is graded, whether a lead suits.

Source: 私募投资基金募集行为管理办法 (2016), article 18 (nobody is offered a private fund unassessed); the platform's
policy, articles 20 (nobody tries until the result fits), 21 (early equity is of the highest grade) and 22 (the lead is
matched again when accepted and at closing); facts 2.6.
"""

from typing import Final

from compliance.core.book import NotInForce, View
from compliance.core.facts import AssessmentFacts, GradeFacts, LeadSuitedFacts, ProductGrade, Unknown
from compliance.core.outcome import Outcome
from compliance.core.rule import Judged, Missing, NotApplicable, Reading, Rule
from compliance.core.saying import Measure, say
from compliance.core.sentences import NOTHING_TO_SAY, Sentence

TAKEN_ID: Final = "assessment.taken"
REPEATS_ID: Final = "assessment.repeats"
GRADE_ID: Final = "product.grade"
LEAD_ID: Final = "suitability.lead"
A_DAY: Final = "platform_policy.assessments_a_day"
USUAL_GRADE: Final = "platform_policy.usual_product_grade"


def taken(facts: AssessmentFacts, law: Reading) -> Judged:
    """Refuse to offer a private fund to somebody who was never assessed."""
    if facts.has_one is None:
        return NotApplicable(Sentence(zh="正在测评。", en="Somebody is being assessed."))
    if isinstance(facts.has_one, Unknown):
        return Missing(("has_one",))
    if facts.has_one:
        return say(TAKEN_ID, Outcome.PERMIT, law, message=Sentence(zh="已做风险测评。", en="The risk was assessed."))
    return say(
        TAKEN_ID,
        Outcome.DENY,
        law,
        message=Sentence(
            zh="尚未做风险测评；未经测评，不得认购或领投私募基金。",
            en="No risk assessment was taken; without one nobody subscribes to a private fund or leads it.",
        ),
        remedy=Sentence(
            zh="先完成风险测评，再认购或领投。", en="Take the risk assessment first, then subscribe or lead."
        ),
    )


def repeats(facts: AssessmentFacts, law: Reading) -> Judged:
    """Refuse one more assessment on a day on which there were as many as the policy allows."""
    if facts.taken_today is None:
        return NotApplicable(Sentence(zh="并非正在测评。", en="Nobody is being assessed."))
    if isinstance(facts.taken_today, Unknown):
        return Missing(("taken_today",))
    most = law.count(A_DAY)
    may = facts.taken_today < most
    return say(
        REPEATS_ID,
        Outcome.PERMIT if may else Outcome.DENY,
        law,
        parameter=A_DAY,
        measure=Measure(str(facts.taken_today), str(most), "times"),
        message=Sentence(
            zh=f"当日已测评 {facts.taken_today} 次，每日至多 {most} 次。",
            en=f"{facts.taken_today} on this day so far; {most} a day at most.",
        ),
        remedy=NOTHING_TO_SAY
        if may
        else Sentence(
            zh="请于下一个自然日重新测评；在此之前以最近一次结果为准。",
            en="Take it again tomorrow; until then the latest result counts.",
        ),
    )


def grade(facts: GradeFacts, law: Reading) -> Judged:
    """Permit the usual grade; any other one needs the officer's written reason, and stays marked."""
    if isinstance(facts.product_grade, Unknown):
        return Missing(("product_grade",))
    usual = _only(law.words(USUAL_GRADE))
    measure = Measure(facts.product_grade.value, usual)
    if facts.product_grade.value == usual:
        return say(
            GRADE_ID,
            Outcome.PERMIT,
            law,
            parameter=USUAL_GRADE,
            measure=measure,
            message=Sentence(zh=f"早期股权通常为 {usual} 级。", en=f"Early equity is usually of grade {usual}."),
        )
    if isinstance(facts.has_reason, Unknown):
        return Missing(("has_reason",))
    return say(
        GRADE_ID,
        Outcome.ADVISE if facts.has_reason else Outcome.DENY,
        law,
        parameter=USUAL_GRADE,
        measure=measure,
        message=Sentence(
            zh=f"定为 {facts.product_grade} 级，与通常的 {usual} 级不同。",
            en=f"Graded {facts.product_grade}, other than the usual {usual}.",
        ),
        remedy=Sentence(zh="由合规专员书面说明理由。", en="The officer writes down why."),
    )


def lead_suited(facts: LeadSuitedFacts, law: Reading) -> Judged:
    """Refuse a step with a lead whom the raise does not suit on that day, without saying of which class they are."""
    if isinstance(facts.is_suited, Unknown):
        return Missing(("is_suited",))
    if facts.is_suited:
        said = Sentence(zh="领投人的适当性匹配在该日成立。", en="The raise suits the lead on that day.")
        return say(LEAD_ID, Outcome.PERMIT, law, message=said)
    return say(
        LEAD_ID,
        Outcome.DENY,
        law,
        message=Sentence(
            zh="领投人的适当性匹配在该日不成立。", en="On that day the raise is not matched with what suits the lead."
        ),
        remedy=Sentence(
            zh="领投人已收到通知，通常重新进行风险测评即可，补正后请再次办理；尚未接受的领投要约也可以婉拒。",
            en="The lead was told what to do; usually a new risk assessment is enough. Go on once it is done. An offer"
            " that is not accepted yet can be declined.",
        ),
    )


def usual_grade(view: View) -> ProductGrade:
    """Return the grade that a raise has unless an officer writes down why not.

    :raises NotInForce: nobody knows one for the day.
    """
    return ProductGrade(_only(_reading(PRODUCT_GRADE, view).words(USUAL_GRADE)))


def most_a_day(view: View) -> int | None:
    """Return how many assessments the policy allows one person on one day; None where it says nothing for the day."""
    try:
        return _reading(ASSESSMENT_REPEATS, view).count(A_DAY)
    except NotInForce:
        return None


def _only(words: frozenset[str]) -> str:
    """:raises ValueError: the book has several usual grades."""
    (word,) = words
    return word


def _reading(rule: Rule[AssessmentFacts] | Rule[GradeFacts], view: View) -> Reading:
    return Reading(view=view, reads=rule.reads, provision=rule.provision)


ASSESSMENT_TAKEN: Final = Rule(
    id=TAKEN_ID,
    facts=AssessmentFacts,
    provision="fund_raising_conduct_2016#18",
    reads=frozenset(),
    judge=taken,
    since_release=5,
)
ASSESSMENT_REPEATS: Final = Rule(
    id=REPEATS_ID,
    facts=AssessmentFacts,
    provision="platform_policy#20",
    reads=frozenset({A_DAY}),
    judge=repeats,
    since_release=5,
)
PRODUCT_GRADE: Final = Rule(
    id=GRADE_ID,
    facts=GradeFacts,
    provision="platform_policy#21",
    reads=frozenset({USUAL_GRADE}),
    judge=grade,
    since_release=5,
)
LEAD_SUITED: Final = Rule(
    id=LEAD_ID,
    facts=LeadSuitedFacts,
    provision="platform_policy#22",
    reads=frozenset(),
    judge=lead_suited,
    since_release=5,
)
ASSESSMENT: Final = (ASSESSMENT_TAKEN, ASSESSMENT_REPEATS, PRODUCT_GRADE, LEAD_SUITED)
