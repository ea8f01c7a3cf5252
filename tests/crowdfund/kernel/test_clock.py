"""The clock: aware, in UTC, and the machine's own."""

import time
from datetime import UTC, datetime, timedelta

from crowdfund.kernel.clock import system_now

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def test_it_reads_the_present_in_utc() -> None:
    before = time.time_ns() // 1000
    now = system_now()
    after = time.time_ns() // 1000
    assert before - 1 <= (now - EPOCH) // MICROSECOND <= after
    assert now.tzinfo is UTC
