"""deals / actions: the gate that every raise passes before it is submitted and again before it is opened."""

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.round import RoundSnapshot
from deals.facts import round_facts


def ask_rules(*, before: RoundSnapshot, refused_verb: str) -> Ruling:
    """Ask the rulebook about a locked raise for the legal day of the unit of work, and return its stored ruling.

    A ruling that refuses leaves an event under `refused_verb`; the caller then ends with `work.refused`.

    :raises OutsideWork: no unit of work is open.
    """
    subject = Subject(kind="round", id=before.id)
    ruling = determine(
        facts=round_facts(before),
        subject=subject,
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )
    if ruling.refuses:
        record(
            verb=refused_verb,
            subject=subject,
            before={"state": before.state},
            after={"determination": str(ruling.id), "verdict": ruling.verdict},
            outcome=Outcome.REFUSED,
            organisation=before.organisation_id,
        )
    return ruling
