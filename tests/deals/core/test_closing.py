"""When a raise can close."""

from dataclasses import replace
from uuid import UUID

import pytest

from crowdfund.kernel.money import Currency, Money
from deals.core.closing import Taken, standing_of
from deals.core.money_moves import SubscriptionKind
from deals.core.states import SubscriptionState
from tests.factories.deals import COMPLETE, yuan

LEAD = Taken(
    id=UUID(int=1),
    investor_id=UUID(int=11),
    kind=SubscriptionKind.LEAD,
    state=SubscriptionState.PAID,
    amount=yuan("2000000.00"),
)
FOLLOWER = Taken(
    id=UUID(int=2),
    investor_id=UUID(int=12),
    kind=SubscriptionKind.FOLLOWER,
    state=SubscriptionState.PAID,
    amount=yuan("3000000.00"),
)


def test_the_minimum_itself_is_enough():
    standing = standing_of([LEAD, FOLLOWER])
    assert standing.total == COMPLETE.minimum_raise
    assert standing.has_reached(COMPLETE)
    one_fen_less = replace(FOLLOWER, amount=FOLLOWER.amount - Money(1, Currency.CNY))
    assert not standing_of([LEAD, one_fen_less]).has_reached(COMPLETE)


def test_without_a_paid_lead_nothing_closes():
    much = replace(FOLLOWER, amount=yuan("18000000.00"))
    assert not standing_of([much]).has_reached(COMPLETE)
    assert not standing_of([replace(LEAD, state=SubscriptionState.RESERVED), much]).has_reached(COMPLETE)


def test_without_a_stated_minimum_nothing_closes():
    assert not standing_of([LEAD, FOLLOWER]).has_reached(replace(COMPLETE, minimum_raise=None))


@pytest.mark.parametrize("state", sorted(set(SubscriptionState) - {SubscriptionState.PAID, SubscriptionState.RESERVED}))
def test_what_ended_counts_for_nothing(state: SubscriptionState):
    standing = standing_of([LEAD, replace(FOLLOWER, state=state)])
    assert (standing.total, standing.unpaid) == (LEAD.amount, ())
    assert standing.lead is not None
    assert standing.lead.investor_id == LEAD.investor_id


def test_who_has_not_paid_is_named_and_not_counted():
    late = replace(FOLLOWER, state=SubscriptionState.RESERVED)
    standing = standing_of([LEAD, late])
    assert (standing.total, standing.unpaid) == (LEAD.amount, (late,))
