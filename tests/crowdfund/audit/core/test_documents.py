"""audit / core: documents hold references only, and have one spelling."""

import json
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crowdfund.audit.core.documents import PersonalDataInEvent, canonical_json, document_of, instant_text
from crowdfund.kernel.money import Currency, Money

KEYS = st.text(alphabet="klmqxyz_", min_size=1, max_size=6)
TEXTS = st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=12)
SCALARS = st.none() | st.booleans() | st.integers() | TEXTS
DOCUMENTS = st.dictionaries(
    KEYS, st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3))
)


class Colour(StrEnum):
    RED = "red"


@pytest.mark.parametrize(
    "key",
    ["name", "real_name", "Email", "contact_email", "phone", "founder_phone", "resident_id", "id_number", "password"],
)
def test_a_key_that_holds_personal_data_is_refused_at_any_depth(key):
    with pytest.raises(PersonalDataInEvent, match=key):
        document_of({key: "x"})
    with pytest.raises(PersonalDataInEvent):
        document_of({"members": [{"inner": {key: "x"}}]})


@pytest.mark.parametrize(
    "key", ["registered_name", "project", "state", "user", "determination", "emailed_at", "tokens"]
)
def test_a_key_that_names_a_row_or_a_thing_is_taken(key):
    assert document_of({key: "x"}) == {key: "x"}


def test_values_become_plain_and_lose_nothing():
    plain = document_of(
        {
            "state": Colour.RED,
            "row": UUID(int=7),
            "at": datetime(2026, 11, 22, 16, 30, tzinfo=timezone(timedelta(hours=8))),
            "on": date(2026, 11, 22),
            "target": Money.parse("2500000.00", Currency.CNY),
            "ratio": Decimal("0.20"),
            "roles": frozenset({"b", "a"}),
        }
    )
    assert plain == {
        "state": "red",
        "row": "00000000-0000-0000-0000-000000000007",
        "at": "2026-11-22T08:30:00.000000Z",
        "on": "2026-11-22",
        "target": {"amount": "2500000.00", "currency": "CNY"},
        "ratio": "0.20",
        "roles": ["a", "b"],
    }
    assert type(plain["state"]) is str


@pytest.mark.parametrize("value", [1.5, float("nan"), object(), b"x", "a\x00b"])
def test_a_value_that_could_be_read_in_two_ways_is_refused(value):
    with pytest.raises(TypeError):
        document_of({"k": value})


def test_half_a_surrogate_pair_is_refused():
    with pytest.raises(UnicodeEncodeError):
        document_of({"k": "\ud800"})


def test_a_key_that_is_not_a_word_is_refused():
    with pytest.raises(TypeError, match="not a word"):
        document_of({1: "x"})  # type: ignore[dict-item]


@given(DOCUMENTS)
def test_a_plain_document_stays_as_it_is_and_survives_its_bytes(document):
    assert document_of(document) == document
    assert json.loads(canonical_json(document)) == document


@given(DOCUMENTS)
def test_the_order_of_keys_does_not_change_the_bytes(document):
    turned = dict(reversed(document.items()))
    assert canonical_json(turned) == canonical_json(document)


def test_an_instant_has_one_text_whatever_its_zone():
    instant = datetime(2026, 1, 1, tzinfo=UTC)
    assert instant_text(instant) == instant_text(instant.astimezone(timezone(timedelta(hours=8))))
    with pytest.raises(ValueError, match="zone"):
        instant_text(datetime(2026, 1, 1))
