"""audit / core: a place in the feed comes back from its text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.audit.core.cursor import BadCursor, FeedCursor

PLACES = st.builds(FeedCursor, st.integers(0, 10**17), st.integers(0, 10**8))


@given(PLACES)
def test_a_place_survives_its_text(place):
    assert FeedCursor.parse(str(place)) == place


@given(PLACES, PLACES)
def test_places_sort_by_block_and_then_by_position(one, other):
    assert (one < other) == ((one.block, one.position) < (other.block, other.position))


def test_the_empty_text_is_the_beginning():
    assert FeedCursor.parse("") == FeedCursor(0, 0)


@pytest.mark.parametrize("text", ["1", "a-b", "1-2-3", "-1-2", "1-2 ", "9" * 19 + "-1", "１-２"])
def test_any_other_text_is_refused(text):
    with pytest.raises(BadCursor):
        FeedCursor.parse(text)
