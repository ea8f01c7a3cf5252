"""audit / core: hashes cover everything, and the first format never changes."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from crowdfund.audit.core.chain import GENESIS, Header, UnknownFormat, block_hash, event_hash, events_hash

HEADER = Header(
    format_version=1,
    number=2,
    previous_hash=GENESIS,
    event_count=3,
    events_hash="ab" * 32,
    earliest_event=UUID(int=1),
    latest_event=UUID(int=3),
    sealed_at=datetime(2026, 11, 22, 8, 0, tzinfo=UTC),
    horizon=900,
    cluster=42,
)


def test_format_one_is_what_it_was_on_the_first_day():
    assert event_hash({"verb": "round.opened", "after": {"state": "open"}}) == (
        "9ad9b292e15921c0bdfdf984a2faf98fc9c6df8dd02bea04ad50fa8903aa935f"
    )
    assert events_hash(["00" * 32, "ff" * 32]) == "f65fb88a394ac8ebbd77fa4f221e8c1c0fca62704ea989bdc864a40c31532324"
    assert block_hash(HEADER) == "f7f58396f22777ed560549c7a6a9ab129ed806d5d8c24c0b30e7a23be2e6c27f"


def test_every_field_of_a_header_changes_the_hash():
    others: dict[str, Any] = {
        "number": 3,
        "previous_hash": "cd" * 32,
        "event_count": 4,
        "events_hash": "cd" * 32,
        "earliest_event": UUID(int=9),
        "latest_event": UUID(int=9),
        "sealed_at": HEADER.sealed_at + timedelta(microseconds=1),
        "horizon": 901,
        "cluster": 43,
    }
    assert {*others, "format_version"} == {field.name for field in fields(Header)}
    hashes = {block_hash(replace(HEADER, **{name: value})) for name, value in others.items()}
    assert len(hashes | {block_hash(HEADER)}) == len(others) + 1


def test_an_event_and_a_block_never_have_the_same_hash_by_accident():
    assert event_hash({}) != events_hash([])


def test_the_order_of_events_changes_the_hash_of_a_block():
    assert events_hash(["00" * 32, "ff" * 32]) != events_hash(["ff" * 32, "00" * 32])


def test_an_unknown_format_is_refused_rather_than_guessed():
    with pytest.raises(UnknownFormat):
        event_hash({}, version=2)
    with pytest.raises(UnknownFormat):
        block_hash(replace(HEADER, format_version=0))
