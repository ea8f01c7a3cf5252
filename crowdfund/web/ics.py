"""web / ics: days for calendar programs, as iCalendar (RFC 5545).

Only all-day events without repetition are written, which is all that legal days need.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

ICS_TYPE: Final = "text/calendar; charset=utf-8"
_LONGEST_LINE: Final = 75
"""Octets of a line without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEvent:
    """Something that fills a day. `uid` is the same each time the file is made, so that programs replace it."""

    uid: str
    on: date
    summary: str
    category: str
    url: str


def ics_bytes(*, name: str, events: Iterable[DayEvent], made_at: datetime) -> bytes:
    """Return a calendar of all-day events; they take no time of the day and block none.

    :param made_at: an aware instant.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//crowdfund//compliance calendar//EN", "CALSCALE:GREGORIAN"]
    lines.append(f"X-WR-CALNAME:{escaped(name)}")
    for event in events:
        lines += _event_lines(event, made_at)
    lines.append("END:VCALENDAR")
    return b"".join(part + b"\r\n" for line in lines for part in folded(line))


def _event_lines(event: DayEvent, made_at: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{escaped(event.uid)}"
    yield f"DTSTAMP:{made_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.on + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(event.summary)}"
    yield f"CATEGORIES:{escaped(event.category)}"
    yield f"URL:{_printable(event.url)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    r"""Return a text as a value of type TEXT (3.3.11).

    >>> escaped("Lots; one, two")
    'Lots\\; one\\, two'
    """
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return _printable(plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n"))


def folded(line: str) -> Iterator[bytes]:
    """Yield a content line in parts of at most 75 octets, each but the first led by a space; no letter is torn."""
    part, room = b"", _LONGEST_LINE
    for letter in line:
        octets = letter.encode()
        if len(part) + len(octets) > room:
            yield part
            part = b" "
        part += octets
    yield part


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter >= " " and letter != "\x7f")
