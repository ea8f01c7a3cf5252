"""Files for calendar programs are what RFC 5545 asks for."""

from datetime import UTC, date, datetime

import pytest

from crowdfund.web.ics import DayEvent, escaped, folded, ics_bytes

MADE_AT = datetime(2026, 11, 22, 3, 4, 5, tzinfo=UTC)


def event(**changes):
    given = {
        "uid": "a.1@example.com",
        "on": date(2026, 12, 31),
        "summary": "Raise",
        "category": "c",
        "url": "https://example.com/a?b=1,2;3",
    }
    return DayEvent(**{**given, **changes})


def lines_of(content: bytes) -> list[str]:
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    return content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]


def test_an_event_fills_its_day_and_ends_on_the_next():
    lines = lines_of(ics_bytes(name="Calendar", events=[event()], made_at=MADE_AT))
    assert lines[:2] == ["BEGIN:VCALENDAR", "VERSION:2.0"]
    assert lines[-1] == "END:VCALENDAR"
    assert {"UID:a.1@example.com", "DTSTAMP:20261122T030405Z", "SUMMARY:Raise"} <= set(lines)
    assert {"DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"} <= set(lines)
    assert "URL:https://example.com/a?b=1,2;3" in lines


def test_no_text_can_write_a_line_of_its_own():
    title = "Lots; one, two\\three\r\nEND:VCALENDAR\rX\x00\x07"
    lines = lines_of(ics_bytes(name=title, events=[event(summary=title, url="https://a\r\nX:1")], made_at=MADE_AT))
    assert lines.count("END:VCALENDAR") == 1
    assert "SUMMARY:Lots\\; one\\, two\\\\three\\nEND:VCALENDAR\\nX" in lines
    assert "URL:https://aX:1" in lines


@pytest.mark.parametrize("text", ["a" * 400, "期" * 130, "aé期😀" * 60, "a" * 73 + "期"])
def test_long_lines_are_folded_at_75_octets_and_no_letter_is_torn(text):
    parts = list(folded(f"SUMMARY:{text}"))
    assert all(len(part) <= 75 for part in parts)
    assert all(part.startswith(b" ") for part in parts[1:])
    assert "".join(part.decode()[1 if number else 0 :] for number, part in enumerate(parts)) == f"SUMMARY:{text}"


def test_a_line_of_75_octets_is_not_folded():
    assert len(list(folded("a" * 75))) == 1
    assert [len(part) for part in folded("a" * 76)] == [75, 2]


def test_a_calendar_without_events_is_one_too():
    assert lines_of(ics_bytes(name="n", events=[], made_at=MADE_AT))[-2:] == ["X-WR-CALNAME:n", "END:VCALENDAR"]


def test_text_is_escaped_once():
    assert escaped("a\\,b") == "a\\\\\\,b"
