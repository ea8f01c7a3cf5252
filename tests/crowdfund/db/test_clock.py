"""tests / db: business time is real time, aware and in UTC."""

from datetime import UTC

from crowdfund.db.clock import business_now
from crowdfund.kernel.clock import system_now


def test_business_time_is_the_real_time_in_utc():
    before = system_now()
    now = business_now()
    assert before <= now <= system_now()
    assert now.tzinfo is UTC
