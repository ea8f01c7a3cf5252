"""Phrases are found where a text says them, and not where it denies them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.core.marks import marks

PHRASES = frozenset({"保本", "保本保收益", "稳赚不赔", "guaranteed return", "no risk"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("我们保本。", ["保本"]),
        ("保本保收益，三年翻倍", ["保本保收益"]),
        ("稳赚不赔的项目", ["稳赚不赔"]),
        ("A Guaranteed  Return of 8 %", ["Guaranteed  Return"]),
        ("There is no risk.", ["no risk"]),
        ("不仅保本，而且分红", ["保本"]),
        ("本产品不承诺保本", []),
        ("严禁承诺保本", []),
        ("本金可能亏损，保本", ["保本"]),
        ("We do not promise any guaranteed return", []),
        ("guaranteed returning customers", []),
        ("", []),
    ],
)
def test_what_is_said_is_marked_and_what_is_denied_is_not(text: str, said: list[str]):
    assert [text[mark.start : mark.end] for mark in marks(text, PHRASES)] == said


@given(st.text(max_size=80), st.sampled_from(sorted(PHRASES)), st.text(max_size=80))
def test_marks_lie_in_the_text_in_order_and_apart(before: str, phrase: str, after: str):
    text = before + phrase + after
    found = marks(text, PHRASES)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="甲乙丙丁", max_size=20))
def test_a_promise_after_a_full_stop_is_always_found(before: str):
    assert [mark.phrase for mark in marks(f"不{before}。保本", PHRASES)] == ["保本"]
