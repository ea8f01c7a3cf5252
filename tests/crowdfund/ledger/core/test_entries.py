"""Entries: sound or refused, told apart by their fingerprints, undone by their mirror."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from random import Random
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.kernel.money import Currency
from crowdfund.ledger.core.assets import Asset, Quantity
from crowdfund.ledger.core.entries import (
    EntryContent,
    Line,
    PostedEntry,
    UnsoundEntry,
    imbalance,
    mirrored,
    require_sound,
)
from tests.crowdfund.ledger.core.strategies import balanced_lines, contents

YUAN, DOLLAR = Asset.cash(Currency.CNY), Asset.cash(Currency.USD)
NOON = datetime(2027, 1, 1, 12, tzinfo=UTC)
HERE, THERE = UUID(int=1), UUID(int=2)


def _content(*amounts: tuple[UUID, int, Asset], key: str = "k") -> EntryContent:
    lines = tuple(Line(account_id, Quantity(amount, asset)) for account_id, amount, asset in amounts)
    return EntryContent(key=key, lines=lines, memo="", effective_at=NOON)


@given(contents)
def test_balanced_content_is_sound(content: EntryContent) -> None:
    require_sound(content)
    assert imbalance(content.lines) == {}


@given(contents, st.integers(1, 10**6), st.data())
def test_a_changed_amount_is_noticed(content: EntryContent, shift: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(content.lines) - 1))
    line = content.lines[index]
    shifted = line.quantity + Quantity(shift, line.quantity.asset)
    if not shifted:
        return
    lines = (*content.lines[:index], Line(line.account_id, shifted), *content.lines[index + 1 :])
    assert imbalance(lines) == {line.quantity.asset: shift}
    with pytest.raises(UnsoundEntry, match=f"{line.quantity.asset.code} by {shift}"):
        require_sound(replace(content, lines=lines))


def test_sums_are_taken_for_each_asset() -> None:
    with pytest.raises(UnsoundEntry, match="cash:CNY by 5, cash:USD by -5"):
        require_sound(_content((HERE, 5, YUAN), (THERE, -5, DOLLAR)))


@given(balanced_lines())
def test_a_mirror_undoes_what_it_mirrors(lines: tuple[Line, ...]) -> None:
    totals: dict[UUID, dict[Asset, int]] = {}
    for line in [*lines, *mirrored(lines)]:
        held = totals.setdefault(line.account_id, {})
        held[line.quantity.asset] = held.get(line.quantity.asset, 0) + line.quantity.amount
    assert not any(amount for held in totals.values() for amount in held.values())
    assert mirrored(mirrored(lines)) == lines


@given(contents, st.randoms(use_true_random=False))
def test_the_order_of_lines_says_nothing(content: EntryContent, random: Random) -> None:
    lines = list(content.lines)
    random.shuffle(lines)
    other = replace(content, lines=tuple(lines), memo="again", effective_at=NOON)
    assert content.says_the_same_as(other)


@given(contents)
def test_lines_and_reversal_say_something(content: EntryContent) -> None:
    assert not content.says_the_same_as(replace(content, lines=content.lines * 2))
    assert not content.says_the_same_as(replace(content, reverses=uuid4()))


@given(contents)
def test_a_fingerprint_covers_everything_said(content: EntryContent) -> None:
    first = content.lines[0]
    others = [
        replace(content, key=content.key + "x"),
        replace(content, memo=content.memo + "x"),
        replace(content, effective_at=content.effective_at + timedelta(microseconds=1)),
        replace(content, reverses=UUID(int=99)),
        replace(content, lines=content.lines[1:]),
        replace(content, lines=(Line(UUID(int=99), first.quantity), *content.lines[1:])),
        replace(content, lines=(*content.lines, first)),
    ]
    prints = {other.fingerprint() for other in [content, *others]}
    assert len(prints) == len(others) + 1


def test_a_fingerprint_does_not_depend_on_the_zone() -> None:
    content = _content((HERE, 5, YUAN), (THERE, -5, YUAN))
    elsewhere = replace(content, effective_at=NOON.astimezone(timezone(timedelta(hours=8))))
    assert content.fingerprint() == elsewhere.fingerprint()


def test_the_form_of_a_fingerprint_never_changes() -> None:
    content = _content((HERE, 5, YUAN), (THERE, -5, YUAN), key="键")
    assert content.fingerprint() == "v1:6d0886ad5a9e59b75fb04e69bae6c8daff9b918efa01fc345495f9bf990c2e9a"


def test_a_posted_entry_has_the_fingerprint_of_its_content() -> None:
    content = _content((HERE, 5, YUAN), (THERE, -5, YUAN))
    posted = PostedEntry.of(content, entry_id=uuid4(), recorded_at=NOON)
    assert posted.fingerprint() == content.fingerprint()
    assert posted.says_the_same_as(content)


@pytest.mark.parametrize("amount", [0, 2**63, -(2**63)])
def test_lines_that_cannot_be(amount: int) -> None:
    with pytest.raises(UnsoundEntry):
        Line(HERE, Quantity(amount, YUAN))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"lines": ()}, "needs lines"),
        ({"key": ""}, "needs a key"),
        ({"effective_at": datetime(2027, 1, 1)}, "with a zone"),
    ],
)
def test_content_that_cannot_be_an_entry(changed: dict[str, object], said: str) -> None:
    content = _content((HERE, 5, YUAN), (THERE, -5, YUAN))
    with pytest.raises(UnsoundEntry, match=said):
        require_sound(replace(content, **changed))  # type: ignore[arg-type]
