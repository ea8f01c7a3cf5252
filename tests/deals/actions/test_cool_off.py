"""Until when nobody turns to somebody who has paid: as the book has it for the day of the payment."""

from datetime import UTC, datetime, timedelta

import pytest

from compliance.core.book import NotInForce
from deals.actions.cool_off import cooling_off_ends


def test_it_lasts_as_long_as_the_book_says():
    paid_at = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)
    assert cooling_off_ends(paid_at) == paid_at + timedelta(hours=24)


def test_before_there_was_such_a_law_nothing_is_assumed():
    with pytest.raises(NotInForce):
        cooling_off_ends(datetime(2016, 7, 14, 3, 0, tzinfo=UTC))
