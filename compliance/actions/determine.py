"""compliance / actions: ask the rulebook, and keep the answer."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from compliance.core.engine import judge
from compliance.core.facts import Facts
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.library import book
from compliance.models import Determination
from compliance.queries.clearances import standing_clearance
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work
from crowdfund.kernel.actor import Actor


def determine(
    *,
    facts: Facts,
    subject: Subject,
    as_of: date,
    organisation_id: UUID | None = None,
    for_offices: bool = False,
    for_person: UUID | None = None,
) -> Ruling:
    """Judge facts by the newest release of the book and store the determination in the current unit of work.

    This is the gate of an action, not an action of its own: it takes actor and instant from the unit of work, records
    no event, and its caller has already decided who may ask. A ruling that `refuses` ends the action with
    ``work.refused(ruling.as_refusal())``. A warning or a referral that officers have cleared for the same facts about
    the same subject, asked by the same person or organisation, refuses nothing while the clearance holds.

    :param as_of: the legal day (Asia/Shanghai) for which the question is asked.
    :param organisation_id: whose members may read the determination besides the asker and the offices.
    :param for_offices: the platform asks for itself while somebody else acts, who must not read the answer.
    :param for_person: the platform asks in place of this person while somebody else acts: the answer is this person's
        to read and to ask a clearance for, and a clearance that they hold counts.
    :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    gate = Actor.system("compliance.gate", work.actor.request_id)
    if for_offices:
        work = replace(work, actor=gate)
    if for_person is not None and for_person != work.actor.id:
        work = replace(work, actor=replace(gate, id=for_person))
    view = book().at(as_of, known_at=book().latest_release.number)
    answer = judge(facts=facts, view=view, rules=RULES)
    clearance = None
    if answer.verdict in (Outcome.WARN, Outcome.REFER):
        clearance = standing_clearance(
            facts=facts, findings=answer.findings, subject=subject, organisation_id=organisation_id, work=work
        )
    stored = Determination.store(
        facts=facts,
        answer=answer,
        subject=subject,
        organisation_id=organisation_id,
        as_of=as_of,
        view=view,
        cleared_by_id=clearance,
        work=work,
    )
    return stored.as_ruling()
