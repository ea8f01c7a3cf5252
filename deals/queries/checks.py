"""deals / queries: what must agree with something else; read without a lock, for a command that anybody may run."""

from datetime import datetime
from uuid import UUID

from crowdfund.kernel.money import Money
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.queries import held_under
from deals.core.states import SubscriptionState
from deals.models import Subscription


def claims_that_disagree(*, as_of: datetime) -> list[UUID]:
    """Return the subscriptions whose paid sum is not what the ledger owes their investor at an instant. Two queries.

    What was allocated is owed to the investor no longer: it became units of the vehicle and money of the issuer.
    """
    claims = held_under(owner_kind="subscription", prefix="claim:", as_of=as_of)
    rows = Subscription.objects.order_by("id")
    return [row.id for row in rows if claims.get((row.id, _asset(row)), _nothing(row)) != _owed(row)]


def _owed(row: Subscription) -> Quantity:
    is_gone = row.state == SubscriptionState.ALLOCATED
    return _nothing(row) if is_gone else Quantity.of_money(-row.paid)


def _nothing(row: Subscription) -> Quantity:
    return Quantity.of_money(Money.zero(row.amount.currency))


def _asset(row: Subscription) -> Asset:
    return Asset.cash(row.amount.currency)
