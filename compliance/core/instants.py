"""compliance / core: how a finding says an instant: the clock of Shanghai, with the weekday."""

from datetime import datetime, timedelta
from typing import Final

from compliance.core.sentences import Sentence
from crowdfund.kernel.days import LEGAL_ZONE

_WEEKDAYS: Final = (
    ("星期一", "Monday"),
    ("星期二", "Tuesday"),
    ("星期三", "Wednesday"),
    ("星期四", "Thursday"),
    ("星期五", "Friday"),
    ("星期六", "Saturday"),
    ("星期日", "Sunday"),
)


def spoken_instant(instant: datetime) -> Sentence:
    """Return an instant as a sentence says it; a minute that has begun counts as over, so that nobody comes too early.

    :raises ValueError: `instant` is naive.

    >>> spoken_instant(datetime.fromisoformat("2026-11-23T10:30:00+08:00")).en
    'Monday 2026-11-23 10:30 (Shanghai)'
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant has an offset")
    local = instant.astimezone(LEGAL_ZONE)
    if local.second or local.microsecond:
        local = local.replace(second=0, microsecond=0) + timedelta(minutes=1)
    zh, en = _WEEKDAYS[local.weekday()]
    return Sentence(
        zh=f"{local:%Y-%m-%d}（{zh}）{local:%H:%M}（北京时间）", en=f"{en} {local:%Y-%m-%d} {local:%H:%M} (Shanghai)"
    )
