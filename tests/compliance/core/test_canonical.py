"""Facts have one spelling, and come back from it."""

import math
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, ClassVar

import pytest
from hypothesis import given

from compliance.core import canonical
from compliance.core.canonical import canonical_json, facts_from_plain, facts_hash, plain_facts
from compliance.core.facts import Facts, LegalForm, Reason, RoundFacts, Unknown
from crowdfund.kernel.money import Currency, Money
from tests.compliance.strategies import lead_facts, lock_up_facts, round_facts, subscription_facts

KNOWN = RoundFacts(minimum_ticket=Money(80_000_000, Currency.CNY), vehicle_form=LegalForm.LIMITED_PARTNERSHIP)
PLAIN = {"minimum_ticket": {"amount": "800000.00", "currency": "CNY"}, "vehicle_form": "limited_partnership"}

CHINA = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    share: Decimal
    held_since: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wide(Facts):
    kind: ClassVar[str] = "wide"
    parts: tuple[_Part, ...]
    incomes: tuple[Money, ...] | Unknown
    is_nominee: bool | Unknown
    years: int


@pytest.fixture
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(canonical, "FACTS", {"wide": _Wide})


def test_json_has_one_spelling():
    assert canonical_json({"b": [1, None, True], "元": "角"}) == '{"b":[1,null,true],"元":"角"}'
    assert canonical_json({"b": 1, "a": 2}) == canonical_json({"a": 2, "b": 1}) == '{"a":2,"b":1}'
    with pytest.raises(ValueError, match="not JSON compliant"):
        canonical_json(math.nan)


def test_facts_are_written_under_the_names_of_their_fields():
    assert plain_facts(KNOWN) == PLAIN
    unknown = RoundFacts(minimum_ticket=Unknown(Reason.NOT_STATED), vehicle_form=Unknown(Reason.NOT_CHECKED))
    assert plain_facts(unknown) == {
        "minimum_ticket": {"unknown": "not_stated"},
        "vehicle_form": {"unknown": "not_checked"},
    }


def test_the_hash_of_facts_never_changes():
    ticket = '{"amount":"800000.00","currency":"CNY"}'
    spelled = f'{{"facts":{{"minimum_ticket":{ticket},"vehicle_form":"limited_partnership"}},"kind":"round"}}'
    assert canonical_json({"kind": "round", "facts": PLAIN}) == spelled
    assert facts_hash(kind="round", plain=PLAIN) == HASH
    assert facts_hash(kind="round", plain=dict(reversed(PLAIN.items()))) == HASH
    assert facts_hash(kind="other", plain=PLAIN) != HASH


HASH = "42f4b978d56fb8869bbea05954ae93b9e2dd093670a0b04eae2bc7bc54220144"


@given(round_facts() | lead_facts() | subscription_facts() | lock_up_facts())
def test_facts_come_back_as_they_were(facts: Facts):
    assert facts_from_plain(kind=facts.kind, plain=plain_facts(facts)) == facts


@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("incomes", [(Money(1, Currency.CNY), Money(2, Currency.USD)), Unknown(Reason.NOT_STATED), ()])
def test_lists_and_parts_come_back_too(incomes: Any):
    facts = _Wide(
        parts=(
            _Part(share=Decimal("0.10"), held_since=date(2024, 2, 29)),
            _Part(share=Decimal("1E+2"), held_since=None),
        ),
        incomes=incomes,
        is_nominee=False,
        years=3,
    )
    assert facts_from_plain(kind="wide", plain=plain_facts(facts)) == facts


@pytest.mark.usefixtures("_wide")
@pytest.mark.parametrize("years", [0.5, datetime(2024, 1, 1), {1}, object()])
def test_a_value_without_an_exact_spelling_is_refused(years: Any):
    with pytest.raises(TypeError, match="a fact can't be"):
        plain_facts(_Wide(parts=(), incomes=(), is_nominee=True, years=years))


@pytest.mark.usefixtures("_wide")
def test_an_instant_keeps_its_offset():
    plain = plain_facts(_Wide(parts=(), incomes=(), is_nominee=True, years=datetime(2024, 1, 1, 10, tzinfo=CHINA)))  # type: ignore[arg-type]
    assert plain["years"] == "2024-01-01T10:00:00+08:00"


@pytest.mark.usefixtures("_wide")
def test_a_question_older_than_a_fact_did_not_ask_for_it():
    older = {"parts": [], "is_nominee": True, "years": 1}
    facts = facts_from_plain(kind="wide", plain=older)
    assert facts == _Wide(parts=(), incomes=Unknown(Reason.NOT_ASKED), is_nominee=True, years=1)
    with pytest.raises(ValueError, match="_Wide has the fields"):
        facts_from_plain(kind="wide", plain={"parts": [], "is_nominee": True})


@pytest.mark.parametrize(
    "plain",
    [
        PLAIN | {"colour": "red"},
        PLAIN | {"vehicle_form": "partnership"},
        PLAIN | {"vehicle_form": None},
        PLAIN | {"vehicle_form": {"unknown": "lazy"}},
        PLAIN | {"minimum_ticket": "800000.00"},
        PLAIN | {"minimum_ticket": 800000},
        PLAIN | {"minimum_ticket": {"amount": "0.001", "currency": "CNY"}},
    ],
)
def test_plain_facts_that_do_not_fit_are_refused(plain: dict[str, Any]):
    with pytest.raises(ValueError, match=r"."):
        facts_from_plain(kind="round", plain=plain)


def test_an_unknown_kind_is_refused():
    with pytest.raises(ValueError, match="no facts of the kind 'poem'"):
        facts_from_plain(kind="poem", plain=PLAIN)
