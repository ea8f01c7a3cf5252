"""How a finding says an instant."""

from datetime import datetime

import pytest

from compliance.core.instants import spoken_instant


def test_the_clock_of_shanghai_with_the_weekday():
    said = spoken_instant(datetime.fromisoformat("2026-11-22T16:30:00+00:00"))
    assert said.zh == "2026-11-23（星期一）00:30:00（北京时间）"
    assert said.en == "Monday 2026-11-23 00:30:00 (Shanghai)"


def test_an_instant_without_an_offset_is_none():
    with pytest.raises(ValueError, match="offset"):
        spoken_instant(datetime(2026, 11, 23))
