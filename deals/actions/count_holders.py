"""deals / actions: the head-count that a raise must pass with everybody who comes in. Part of other verbs."""

from collections.abc import Iterable
from uuid import UUID

from compliance.actions.determine import determine
from compliance.core.ruling import Ruling
from crowdfund.db.events import Subject
from crowdfund.db.locks import advisory_lock
from crowdfund.db.work import current_work
from crowdfund.kernel.days import legal_day
from deals.core.holders import Partners
from deals.core.round import RoundSnapshot
from deals.facts import holder_facts
from deals.queries import institutions_among, partners_beside, partners_of, project_of


def count_holders(
    *, raised: RoundSnapshot, adding: int, newcomers: Iterable[UUID] = (), partners: Partners | None = None
) -> Ruling:
    """Ask the rulebook how many investors the vehicle of a raise may have, with `adding` followers more.

    `newcomers` are those among them who are known: one who pools the money of others counts as everybody behind it.
    `partners` are those who are left when the raise closes; before, everybody with a live subscription counts. The
    caller holds the room of the raise, so that nobody else comes in until the transaction ends. Raises of one
    project that take followers at the same time are counted together, and so wait for each other here.

    :raises OutsideWork: no unit of work is open.
    """
    if partners_beside(raised.id):
        advisory_lock("holders of a project", project_of(raised.id))
    holding = partners_of(raised.id) if partners is None else partners
    institutions = institutions_among(newcomers)
    return determine(
        facts=holder_facts(
            raised,
            partners=holding,
            beside=partners_beside(raised.id),
            adding=adding - len(institutions),
            institutions=institutions,
        ),
        subject=Subject(kind="round", id=raised.id),
        as_of=legal_day(current_work().now),
        organisation_id=raised.organisation_id,
    )


def count_transferee(*, raised: RoundSnapshot, partners: Partners, is_new: bool) -> Ruling:
    """Ask how many investors the vehicle of a closed raise may have once units are transferred.

    `partners` are those who keep units beside the manager; `is_new` says whether who takes them held none. The caller
    holds the lock under which units of the vehicle move. Source: 私募投资基金监督管理暂行办法 (2014), article 11.

    :raises OutsideWork: no unit of work is open.
    """
    return determine(
        facts=holder_facts(raised, partners=partners, beside=(), adding=int(is_new)),
        subject=Subject(kind="round", id=raised.id),
        as_of=legal_day(current_work().now),
        organisation_id=raised.organisation_id,
    )
