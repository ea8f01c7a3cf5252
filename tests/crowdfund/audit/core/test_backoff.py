"""audit / core: waits grow, stay bounded, and end."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.audit.core.backoff import LEASE, MAX_ATTEMPTS, delay_after, is_exhausted


@given(st.integers(min_value=1, max_value=10_000))
def test_a_wait_never_shrinks_and_never_passes_half_an_hour(attempts):
    assert timedelta(seconds=30) <= delay_after(attempts) <= delay_after(attempts + 1) <= timedelta(minutes=30)


def test_all_tries_together_last_long_enough_for_a_restart_and_end_on_the_same_day():
    whole = sum((delay_after(attempt) for attempt in range(1, MAX_ATTEMPTS)), timedelta())
    assert timedelta(hours=1) < whole < timedelta(hours=8)
    assert timedelta(minutes=1) < LEASE < timedelta(hours=1)


def test_the_last_try_is_the_last():
    assert not is_exhausted(MAX_ATTEMPTS - 1)
    assert is_exhausted(MAX_ATTEMPTS)


def test_there_is_no_wait_before_the_first_try():
    with pytest.raises(ValueError, match="first"):
        delay_after(0)
