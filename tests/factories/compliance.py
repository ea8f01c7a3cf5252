"""tests / factories: certifications, risk assessments, determinations, clearances, by the models' own mutators."""

from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid4

from compliance.core.certification import EvidenceKind, Regime, expiry_of
from compliance.core.citation import Citation
from compliance.core.clearance import clearable_in
from compliance.core.declaration import NOTHING_DECLARED, Declaration
from compliance.core.engine import Answer
from compliance.core.facts import Facts, InvestorClass, Reason, RoundFacts, Unknown
from compliance.core.findings import Finding
from compliance.core.outcome import Outcome
from compliance.core.risk_assessment import Questionnaire, assess, ends_on
from compliance.core.sentences import Sentence
from compliance.core.verdict import fold
from compliance.library import book, questionnaires
from compliance.models import Certification, Clearance, Determination, RiskAssessment
from crowdfund.accounts.models import User
from crowdfund.db.events import Subject
from crowdfund.db.work import unit_of_work
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day
from tests.factories.accounts import LONG_AGO, make_user

MISSING: Final = Unknown(Reason.NOT_STATED)


def make_application(
    user: User,
    *,
    declaration: Declaration | None = None,
    evidence: EvidenceKind = EvidenceKind.FINANCIAL_ASSETS,
    regime: Regime = Regime.PRIVATE_FUND_2014,
    now: datetime = LONG_AGO,
) -> Certification:
    """Store an application that waits."""
    return Certification.apply(
        user_id=user.id,
        regime=regime,
        evidence=evidence,
        statement="存款与股票合计 3,200,000 元",
        declaration=declaration or NOTHING_DECLARED,
        determination_id=None,
        now=now,
    )


def make_certification(
    user: User, *, on: date | None = None, now: datetime = LONG_AGO, **application: Any
) -> Certification:
    """Store a certification approved on a legal day, by default that of `now`; it holds for twelve months."""
    certification = make_application(user, now=now, **application)
    day = on or legal_day(now)
    officer = User.objects.filter(email="certifier@example.com").first()
    officer = officer or make_user("certifier@example.com", now=now, password=None)
    certification.approve(officer_id=officer.id, approved_on=day, expires_on=expiry_of(day), now=now)
    return certification


def answers_of(investor_class: InvestorClass, questionnaire: Questionnaire | None = None) -> dict[str, str]:
    """Return answers that give the class: every one the safest, then one after another riskier until it is reached."""
    asked = questionnaire or questionnaires()[-1]
    answers = {each.id: each.options[0].id for each in asked.questions}
    steps = [(each.id, option.id) for each in asked.questions for option in each.options]
    for question, option in steps:
        if assess(asked, answers).investor_class is investor_class:
            break
        answers[question] = option
    assert assess(asked, answers).investor_class is investor_class
    return answers


def make_assessment(
    user: User,
    investor_class: InvestorClass = InvestorClass.C5,
    *,
    on: date | None = None,
    now: datetime = LONG_AGO,
) -> RiskAssessment:
    """Store that somebody was found to be of a class on a legal day, by default that of `now`."""
    asked, day = questionnaires()[-1], on or legal_day(now)
    answers = answers_of(investor_class)
    return RiskAssessment.take(
        user_id=user.id,
        questionnaire=asked,
        answers=answers,
        assessed=assess(asked, answers),
        assessed_on=day,
        expires_on=ends_on(day, book().at(day, known_at=book().latest_release.number)),
        now=now,
    )


def make_determination(
    asker: Actor,
    *outcomes: Outcome,
    about: Subject | None = None,
    organisation_id: UUID | None = None,
    question: Facts | None = None,
    now: datetime = LONG_AGO,
) -> Determination:
    """Store an answer with one finding of a made-up rule per outcome, the worst first."""
    findings = tuple(
        Finding(
            rule=f"made.up_{number}",
            outcome=outcome,
            measured="1",
            limit="2",
            citation=Citation("平台合规规则", "1", date(2026, 11, 22)),
            message=Sentence(zh="发现", en="Found"),
            remedy=Sentence(zh="补救", en="Mend it"),
        )
        for number, outcome in enumerate(sorted(outcomes, key=lambda each: -each.severity))
    )
    with unit_of_work(actor=asker, now=now) as work:
        return Determination.store(
            facts=question or RoundFacts(minimum_ticket=MISSING, vehicle_form=MISSING),
            answer=Answer(verdict=fold(outcomes), findings=findings, trace=()),
            subject=about or Subject(kind="round", id=uuid4()),
            organisation_id=organisation_id,
            as_of=legal_day(now),
            view=book().at(legal_day(now), known_at=book().latest_release.number),
            cleared_by_id=None,
            work=work,
        )


def make_clearance_request(asker: Actor, *outcomes: Outcome, now: datetime = LONG_AGO, **options: Any) -> Clearance:
    """Store a request to clear what stops a question that the asker put."""
    row = make_determination(asker, *outcomes, now=now, **options)
    assert asker.id is not None
    return Clearance.request(
        determination_id=row.id,
        clears=clearable_in(row.as_ruling().findings),
        reason="The lead knows this industry.",
        requested_by_id=asker.id,
        now=now,
    )


def make_clearance(determination_id: UUID, *, requested_by: User, now: datetime = LONG_AGO) -> Clearance:
    """Store that two officers have cleared what stopped a question, from the legal day of `now` on for a year."""
    findings = Determination.objects.get(id=determination_id).as_ruling().findings
    clearance = Clearance.request(
        determination_id=determination_id,
        clears=clearable_in(findings),
        reason="The lead knows this industry.",
        requested_by_id=requested_by.id,
        now=now,
    )
    first, second = (make_user(f"clearer-{uuid4()}@example.com", now=now, password=None) for _ in range(2))
    day = legal_day(now)
    opinion, ends = "The facts are sound.", day.replace(year=day.year + 1)
    clearance.propose(officer_id=first.id, opinion=opinion, expires_on=ends, now=now)
    clearance.grant(officer_id=second.id, opinion=opinion, granted_on=day, expires_on=ends, now=now)
    return clearance
