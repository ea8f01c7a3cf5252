"""compliance / actions: ask the rulebook, and keep the answer."""

from datetime import date
from uuid import UUID

from compliance.core.engine import judge
from compliance.core.facts import Facts
from compliance.core.rules import RULES
from compliance.core.ruling import Ruling
from compliance.library import book
from compliance.models import Determination
from crowdfund.db.events import Subject
from crowdfund.db.work import current_work


def determine(*, facts: Facts, subject: Subject, as_of: date, organisation_id: UUID | None = None) -> Ruling:
    """Judge facts by the newest release of the book and store the determination in the current unit of work.

    This is the gate of an action, not an action of its own: it takes actor and instant from the unit of work, records
    no event, and its caller has already decided who may ask. A ruling that `refuses` ends the action with
    ``work.refused(ruling.as_refusal())``.

    :param as_of: the legal day (Asia/Shanghai) for which the question is asked.
    :param organisation_id: whose members may read the determination besides the asker and the offices.
    :raises OutsideWork: no unit of work is open.
    """
    work = current_work()
    view = book().at(as_of, known_at=book().latest_release.number)
    answer = judge(facts=facts, view=view, rules=RULES)
    stored = Determination.store(
        facts=facts,
        answer=answer,
        subject=subject,
        organisation_id=organisation_id,
        as_of=as_of,
        release=view.release.number,
        book_hash=view.hash,
        work=work,
    )
    return stored.as_ruling()
