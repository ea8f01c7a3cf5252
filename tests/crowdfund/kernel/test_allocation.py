"""Sharing whole units: nothing is lost, nobody is a unit away from the fair share, order only breaks ties."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.allocation import allocate
from tests.crowdfund.kernel.strategies import totals, weights


@given(totals, weights)
def test_shares_sum_to_the_total(total: int, claims: list[int]) -> None:
    assert sum(allocate(total, claims)) == total


@given(totals, weights)
def test_each_share_is_less_than_one_unit_from_its_quota(total: int, claims: list[int]) -> None:
    whole = sum(claims)
    for share, claim in zip(allocate(total, claims), claims, strict=True):
        assert abs(share - Fraction(total * claim, whole)) < 1


@given(totals, weights)
def test_a_claim_without_weight_gets_nothing(total: int, claims: list[int]) -> None:
    shares = allocate(total, [*claims, 0])
    assert shares[-1] == 0
    assert shares[:-1] == allocate(total, claims)


@given(totals, weights)
def test_among_equal_claims_the_earlier_is_never_worse_off(total: int, claims: list[int]) -> None:
    shares = allocate(total, claims)
    for index, claim in enumerate(claims[1:], start=1):
        earlier = claims.index(claim)
        assert shares[earlier] >= shares[index]


@given(totals, weights, st.randoms(use_true_random=False))
def test_order_changes_a_share_only_between_equal_remainders(total: int, claims: list[int], random: Random) -> None:
    order = list(range(len(claims)))
    random.shuffle(order)
    before = allocate(total, claims)
    after = allocate(total, [claims[index] for index in order])
    moved = {origin: after[place] for place, origin in enumerate(order)}
    remainders = [total * claim % sum(claims) for claim in claims]
    for index, share in enumerate(before):
        if remainders.count(remainders[index]) == 1:
            assert moved[index] == share
        else:
            assert abs(moved[index] - share) <= 1


@given(totals, weights, st.integers(1, 1000))
def test_only_the_proportion_of_the_weights_counts(total: int, claims: list[int], factor: int) -> None:
    assert allocate(total, [claim * factor for claim in claims]) == allocate(total, claims)


def test_the_largest_remainder_is_served_first() -> None:
    assert allocate(10, [10, 35, 55]) == (1, 4, 5)
    assert allocate(10, [14, 33, 53]) == (2, 3, 5)


def test_equal_remainders_go_to_the_earlier_claim() -> None:
    assert allocate(2, [1, 3]) == (1, 1)
    assert allocate(2, [3, 1]) == (2, 0)


@pytest.mark.parametrize(
    ("total", "claims"),
    [(-1, [1]), (1, [1, -1]), (1, [2, -1]), (1, []), (1, [0, 0])],
    ids=["negative total", "sum zero by a negative", "negative weight", "no claim", "all zero"],
)
def test_what_cannot_be_shared_is_refused(total: int, claims: list[int]) -> None:
    with pytest.raises(ValueError, match=r"negative|zero"):
        allocate(total, claims)


@pytest.mark.parametrize(("total", "claims"), [(1.0, [1]), (1, [0.5]), (True, [1])])
def test_only_whole_numbers_are_shared(total: int, claims: list[int]) -> None:
    with pytest.raises(TypeError):
        allocate(total, claims)
