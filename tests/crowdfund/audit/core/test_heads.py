"""audit / core: the anchor's lines survive a crash in the middle of one, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.audit.core.heads import DamagedAnchor, Head, heads_in, latest_head_in, line_of


def head(number: int, letter: str = "a") -> Head:
    return Head(number=number, hash=letter * 64, event_count=number, sealed_at="2026-11-22T08:00:00.000000Z")


HEADS = [head(number) for number in (1, 2, 3)]
LINES = [line_of(each) for each in HEADS]


def test_lines_come_back_as_they_were_written():
    assert list(heads_in(LINES)) == HEADS
    assert latest_head_in(b"".join(LINES)) == HEADS[-1]


def test_an_anchor_that_does_not_exist_yet_has_no_head():
    assert list(heads_in([])) == []
    assert latest_head_in(b"") is None


@given(st.integers(min_value=0, max_value=len(LINES[1]) - 2))
def test_a_line_torn_at_any_byte_is_passed_over_when_the_whole_one_follows(length):
    torn = LINES[1][:length]
    assert list(heads_in([LINES[0], torn + b"\n", LINES[1], LINES[2]])) == HEADS


@given(st.integers(min_value=1, max_value=len(LINES[2]) - 1))
def test_a_line_torn_at_the_end_is_not_known_yet(length):
    assert list(heads_in([*LINES[:2], LINES[2][:length]])) == HEADS[:2]
    assert latest_head_in(b"".join(LINES[:2]) + LINES[2][:length]) == HEADS[1]


def test_a_repeated_head_counts_once():
    assert list(heads_in([LINES[0], LINES[0], LINES[1]])) == HEADS[:2]


@pytest.mark.parametrize(
    ("lines", "number"),
    [
        ([LINES[0], b"rubbish\n", LINES[1]], 2),
        ([LINES[1]], 1),
        ([LINES[0], LINES[2]], 2),
        ([LINES[0], LINES[1], line_of(head(1, "b"))], 3),
        ([LINES[0], line_of(head(1, "b"))], 2),
    ],
    ids=["unreadable", "no beginning", "gap", "goes back", "two words for one block"],
)
def test_anything_else_is_damage_and_is_named_by_its_line(lines, number):
    with pytest.raises(DamagedAnchor) as caught:
        list(heads_in(lines))
    assert caught.value.line_number == number


@pytest.mark.parametrize(
    "line", [b'{"number":1}\n', b'{"number":1,"hash":"ab","event_count":1,"sealed_at":""}\n', b"[]\n"]
)
def test_a_line_that_is_json_but_no_head_is_no_head(line):
    assert latest_head_in(line) is None
