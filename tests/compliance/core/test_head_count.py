"""Investors are counted through unfiled vehicles at any depth."""

from hypothesis import given
from hypothesis import strategies as st

from compliance.core.facts import Holder, HolderKind, Reason, Unknown
from compliance.core.head_count import COUNTS_AS, has_general_partner, persons
from tests.compliance.strategies import holders

INDIVIDUALS = (Holder(kind=HolderKind.INDIVIDUAL, count=49, members=None),)


def vehicle(count: int, *members: Holder) -> Holder:
    return Holder(kind=HolderKind.UNFILED_VEHICLE, count=count, members=members)


def test_every_kind_counts_as_something():
    assert set(COUNTS_AS) == set(HolderKind) - {HolderKind.UNFILED_VEHICLE}


def test_a_vehicle_is_as_many_as_its_members_at_any_depth():
    inner = vehicle(1, *INDIVIDUALS)
    for _ in range(200):
        inner = vehicle(1, inner)
    assert persons([inner]) == 49
    assert persons([vehicle(2, *INDIVIDUALS)]) == 98
    assert persons([vehicle(1)]) == 0


def test_members_whom_nobody_named_can_not_be_counted():
    assert persons([Holder(kind=HolderKind.UNFILED_VEHICLE, count=1, members=Unknown(Reason.NOT_STATED))]) is None


def test_a_general_partner_behind_a_member_is_none_of_the_partnership():
    partner = Holder(kind=HolderKind.GENERAL_PARTNER, count=1, members=None)
    assert has_general_partner([partner])
    assert not has_general_partner([vehicle(1, partner)])
    assert not has_general_partner([Holder(kind=HolderKind.GENERAL_PARTNER, count=0, members=None)])


@given(holders(), holders(), st.randoms())
def test_adding_a_holder_never_lowers_the_count_and_order_does_not_matter(some, more, random):
    before, after = persons(some), persons((*some, *more))
    shuffled = [*some, *more]
    random.shuffle(shuffled)
    assert persons(shuffled) == after
    if before is not None and after is not None:
        assert after >= before
