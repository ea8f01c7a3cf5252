"""compliance / actions: an investor answers the risk questionnaire and is given a class."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.facts import AssessmentFacts
from compliance.core.papers import in_use
from compliance.core.policy import may_take_assessment
from compliance.core.risk_assessment import assess, ends_on, wrong_answers
from compliance.core.verdict import Refused
from compliance.library import newest_book_on, questionnaires
from compliance.models import RiskAssessment
from compliance.queries.assessments import count_assessments
from crowdfund.accounts.core.policy import acting_user, require
from crowdfund.accounts.locks import lock_user
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from crowdfund.kernel.errors import Conflict, Invalid


class QuestionnaireChanged(Conflict):
    """The answers are to another version of the questionnaire than the one in use."""

    code = "questionnaire_changed"


def assess_risk(*, actor: Actor, now: datetime, version: int, answers: Mapping[str, str]) -> UUID | Refused:
    """Assess how much risk the actor bears (风险测评), and return the assessment, or the refusal of the rules.

    `answers` names one option for each question of `version`. The result counts from this legal day on in place of
    every earlier one, better or worse, for the months that the book names. On one day it may be taken only as often as
    the platform's policy says, so that nobody tries until it fits. The answers stay out of the event, because they
    speak of wealth. Source: 私募投资基金募集行为管理办法 (2016), article 18; the platform's policy, article 20.

    :raises NotAuthenticated, NotAuthorised: unless a checked investor acts for themselves.
    :raises QuestionnaireChanged: see its name.
    :raises Invalid: a question is not answered, or by nothing that it offers. Locks the user.
    """
    today = legal_day(now)
    with unit_of_work(actor=actor, now=now) as work:
        require(may_take_assessment(actor), actor=actor)
        user = lock_user(acting_user(actor))
        questionnaire = in_use(questionnaires(), on=today)
        if version != questionnaire.number:
            raise QuestionnaireChanged
        if wrong := wrong_answers(questionnaire, answers):
            raise Invalid(wrong)
        subject = Subject(kind="user", id=user.id)
        facts = AssessmentFacts(has_one=None, taken_today=count_assessments(user.id, on=today))
        ruling = determine(facts=facts, subject=subject, as_of=today)
        if ruling.refuses:
            record(
                verb="assessment.refused",
                subject=subject,
                after={"determination": str(ruling.id), "verdict": ruling.verdict},
                outcome=Outcome.REFUSED,
            )
            return work.refused(ruling.as_refusal())
        row = RiskAssessment.take(
            user_id=user.id,
            questionnaire=questionnaire,
            answers=answers,
            assessed=assess(questionnaire, answers),
            assessed_on=today,
            expires_on=ends_on(today, newest_book_on(today)),
            now=now,
        )
        record(
            verb="assessment.taken",
            subject=Subject(kind="risk_assessment", id=row.id),
            after={
                "investor_class": row.investor_class,
                "questionnaire": row.questionnaire,
                "expires_on": row.expires_on.isoformat(),
                "determination": str(ruling.id),
            },
        )
        return row.id
