"""deals / queries: what must agree with something else; read without a lock, for a command that anybody may run."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import Sum

from crowdfund.kernel.money import Currency, Money
from crowdfund.ledger.core.accounts import Owner
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.queries import accounts_of, balances, held_under
from deals.core.integrity import Compared, Comparison
from deals.core.money_moves import PaymentPurpose
from deals.core.states import SEEN_BY_INVESTORS, PaymentState, SubscriptionState
from deals.core.units import issued_account
from deals.models import Payment, Round, Subscription, Vehicle
from deals.queries.market import rooms_that_disagree
from deals.queries.money import holdings_of

_YUAN = Asset.cash(Currency.CNY)


def compare_counters(*, as_of: datetime) -> tuple[Comparison, ...]:
    """Compare counters, rows and ledger at an instant. A few queries, and three for each vehicle.

    Others may work meanwhile; what they commit between two reads can look like a disagreement that is gone at the next
    try. What lies in custody is never more than holds, suspense and what is owed to issuers and in exits: it is
    exactly their sum.
    """
    raises = Round.objects.filter(state__in=SEEN_BY_INVESTORS).count()
    return (
        Comparison(what=Compared.ROOM, count=raises, astray=tuple(rooms_that_disagree())),
        _custody(as_of=as_of),
        Comparison(
            what=Compared.PAID,
            count=Subscription.objects.count(),
            astray=tuple(claims_that_disagree(as_of=as_of)),
        ),
        _units(as_of=as_of),
    )


def _custody(*, as_of: datetime) -> Comparison:
    held = _under("round", "custody:", as_of=as_of)
    issuer, stray = _under("round", "issuer:", as_of=as_of), _under("round", "suspense:", as_of=as_of)
    claims, above = _claims_by_round(), _ordered_above_by_round()
    keys = set(held) | {(round_id, _YUAN) for round_id in claims.keys() | above.keys()}
    astray = {
        key[0]
        for key in keys
        if held.get(key, 0) != -issuer.get(key, 0) - stray.get(key, 0) + _if_yuan(key, claims) + _if_yuan(key, above)
    }
    return Comparison(what=Compared.CUSTODY, count=len({key[0] for key in keys}), astray=tuple(sorted(astray)))


def _if_yuan(key: tuple[UUID, Asset], sums: Mapping[UUID, int]) -> int:
    """Return a sum of rows, which are in yuan; money in other currencies can only be in suspense."""
    return sums.get(key[0], 0) if key[1] == _YUAN else 0


def _under(owner_kind: str, prefix: str, *, as_of: datetime) -> dict[tuple[UUID, Asset], int]:
    found = held_under(owner_kind=owner_kind, prefix=prefix, as_of=as_of)
    return {key: quantity.amount for key, quantity in found.items()}


def _claims_by_round() -> dict[UUID, int]:
    """Return what rows say was paid and belongs to investors still, in fen."""
    rows = (
        Subscription.objects.exclude(state=SubscriptionState.ALLOCATED)
        .values_list("round_id")
        .annotate(fen=Sum("paid"))
    )
    return {round_id: int(fen) for round_id, fen in rows if fen}


def _ordered_above_by_round() -> dict[UUID, int]:
    """Return what came in less what went out for rooms above, in fen."""
    rows = Payment.objects.filter(state=PaymentState.SETTLED).values_list("round_id").annotate(fen=Sum("amount"))
    owed = {round_id: int(fen) for round_id, fen in rows.filter(purpose=PaymentPurpose.PURCHASE)}
    for round_id, fen in rows.filter(purpose=PaymentPurpose.PROCEEDS):
        owed[round_id] = owed.get(round_id, 0) - int(fen)
    return owed


def _units(*, as_of: datetime) -> Comparison:
    vehicles = list(Vehicle.objects.order_by("id"))
    subscribed = (
        Subscription.objects.filter(state=SubscriptionState.ALLOCATED)
        .values_list("round_id")
        .annotate(fen=Sum("amount"))
    )
    bought = {round_id: int(fen) for round_id, fen in subscribed}
    astray = [each.id for each in vehicles if not _agrees(each, bought.get(each.round_id, 0), as_of=as_of)]
    return Comparison(what=Compared.UNITS, count=len(vehicles), astray=tuple(astray))


def _agrees(vehicle: Vehicle, bought: int, *, as_of: datetime) -> bool:
    held = [each.units for each in holdings_of(vehicle, as_of=as_of)]
    account = accounts_of(Owner("vehicle", vehicle.id)).get(issued_account(vehicle.id).code)
    issued = -balances(account_ids=[account], as_of=as_of)[account].amount if account else 0
    return min(held, default=0) >= 0 and {sum(held), issued, bought} == {vehicle.units}


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
