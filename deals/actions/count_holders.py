"""deals / actions: the head-count that a raise must pass with everybody who comes in. Part of other verbs."""

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.holders import Partners
from deals.core.round import RoundSnapshot
from deals.facts import holder_facts
from deals.queries import partners_beside, partners_of, project_of


def count_holders(*, raised: RoundSnapshot, adding: int, partners: Partners | None = None) -> Ruling:
    """Ask the rulebook how many investors the vehicle of a raise may have, with `adding` followers more.

    `partners` are those who are left when the raise closes; before, everybody with a live subscription counts. The
    caller holds the room of the raise, so that nobody else comes in until the transaction ends. Raises of one
    project that take followers at the same time are counted together, and so wait for each other here.

    :raises OutsideWork: no unit of work is open.
    """
    if partners_beside(raised.id):
        advisory_lock("holders of a project", project_of(raised.id))
    holding = partners_of(raised.id) if partners is None else partners
    return determine(
        facts=holder_facts(raised, partners=holding, beside=partners_beside(raised.id), adding=adding),
        subject=Subject(kind="round", id=raised.id),
        as_of=legal_day(current_work().now),
        organisation_id=raised.organisation_id,
    )
