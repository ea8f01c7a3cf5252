"""compliance / core: how a finding says an instant: the clock of Shanghai, with the weekday."""

from datetime import datetime
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
    """Return an instant as a sentence says it, to the second.

    :raises ValueError: `instant` is naive.

    >>> spoken_instant(datetime.fromisoformat("2026-11-23T10:30:00+08:00")).en
    'Monday 2026-11-23 10:30:00 (Shanghai)'
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant has an offset")
    local = instant.astimezone(LEGAL_ZONE)
    zh, en = _WEEKDAYS[local.weekday()]
    return Sentence(
        zh=f"{local:%Y-%m-%d}（{zh}）{local:%H:%M:%S}（北京时间）",
        en=f"{en} {local:%Y-%m-%d} {local:%H:%M:%S} (Shanghai)",
    )
