"""exits / actions: whether the buyer of a window may become a partner, with everybody who stays. Part of allocating."""

from collections.abc import Sequence

from compliance.core.ruling import Ruling
from crowdfund.db.work import current_work
from deals.actions.count_holders import count_transferee
from deals.core.holders import Partners
from deals.queries import holdings_of
from exits.models import ExitElection, ExitWindow


def count_buyer(row: ExitWindow, elections: Sequence[ExitElection]) -> Ruling:
    """Ask about the head-count of the vehicle as it would be after the sale, and return the stored ruling.

    Who sells everything is no partner any more; who keeps a unit is one. The place is taken here: the raise is locked,
    and until the units have moved no other window over the vehicle can be live, so nobody else comes in.

    :raises OutsideWork: no unit of work is open.
    """
    sold = {each.holder_id: each.units_filled or 0 for each in elections}
    held = holdings_of(row.vehicle, as_of=current_work().now)
    staying = [each for each in held if each.units > sold.get(each.holder_id, 0)]
    return count_transferee(
        raised=row.vehicle.round.snapshot(),
        partners=Partners(
            has_lead=any(each.is_lead for each in staying), followers=sum(not each.is_lead for each in staying)
        ),
        is_new=row.buyer_id not in {each.holder_id for each in staying},
    )
