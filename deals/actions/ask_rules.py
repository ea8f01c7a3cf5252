"""deals / actions: the gate that every raise passes before it is submitted and again before it is opened."""

from compliance.actions.determine import determine
from compliance.core.facts import Facts
from compliance.core.ruling import Ruling
from crowdfund.db.events import Outcome, Subject, record
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.actions.ask_filing import unfiled_vehicle_of
from deals.core.round import RoundSnapshot
from deals.facts import round_facts, text_facts, vehicle_facts


def ask_rules(*, before: RoundSnapshot, refused_verb: str, is_opening: bool) -> Ruling:
    """Ask the rulebook about a locked raise for the legal day of the unit of work, and return its stored ruling.

    Its terms are asked first, then its words; where it opens, or says that rights are split, its vehicle as a private
    fund; where it opens, whether the vehicles of the company's earlier raises were filed. The first ruling that refuses
    leaves an event under `refused_verb` and is returned, and the caller ends with `work.refused`; if none does, it is
    the one on the terms.

    :raises OutsideWork: no unit of work is open.
    """
    on_terms = ruling = _determined(round_facts(before), before)
    if not ruling.refuses:
        ruling = _determined(text_facts(before), before)
    if not ruling.refuses and (is_opening or before.terms.splits_rights):
        ruling = _determined(vehicle_facts(before, paid_in=None), before)
    if not ruling.refuses and is_opening:
        ruling = unfiled_vehicle_of(before.organisation_id) or ruling
    if not ruling.refuses:
        return on_terms
    record(
        verb=refused_verb,
        subject=Subject(kind="round", id=before.id),
        before={"state": before.state},
        after={"determination": str(ruling.id), "verdict": ruling.verdict},
        outcome=Outcome.REFUSED,
        organisation=before.organisation_id,
    )
    return ruling


def _determined(facts: Facts, before: RoundSnapshot) -> Ruling:
    return determine(
        facts=facts,
        subject=Subject(kind="round", id=before.id),
        as_of=legal_day(current_work().now),
        organisation_id=before.organisation_id,
    )
