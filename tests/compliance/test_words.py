"""How the book's words, values and periods read in both languages."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from compliance.core.book import Confidence, InstrumentKind
from compliance.core.certification import EvidenceKind, Regime
from compliance.core.engine import Status
from compliance.core.facts import Basis, LegalForm, PaidPart, Reason, Unknown
from compliance.core.states import CertificationState
from compliance.core.units import UNITS
from compliance.words import (
    CERTIFICATION_STATES,
    CONFIDENCE_WORDS,
    EVIDENCE,
    INSTRUMENT_WORDS,
    REGIMES,
    STATUS_WORDS,
    UNIT_WORDS,
    VERBS,
    shown_code,
    shown_fact,
    shown_period,
    shown_value,
)
from crowdfund.kernel.money import Currency, Money
from tests.compliance.books import LAW, TWO_RELEASES, read_unsealed, spoilt, value_entry

LATER = {"release": 2, "encoded_on": "2026-06-01", "verified_on": "2026-06-01"}
FIRST = "  effective_from = 2014-08-21"


def periods(law: str) -> list[str]:
    (parameter,) = read_unsealed(law, TWO_RELEASES).parameters
    return [shown_period(entry) for entry in parameter.entries]


def test_every_word_of_the_book_has_a_translation():
    assert set(STATUS_WORDS) == set(Status)
    assert set(CONFIDENCE_WORDS) == set(Confidence)
    assert set(INSTRUMENT_WORDS) == set(InstrumentKind)
    assert set(UNIT_WORDS) == set(UNITS) - {"CNY", "legal_forms", "words"}
    assert set(REGIMES) == set(Regime)
    assert set(EVIDENCE) == set(EvidenceKind)
    assert set(CERTIFICATION_STATES) == set(CertificationState)
    for words in (STATUS_WORDS, CONFIDENCE_WORDS, INSTRUMENT_WORDS, UNIT_WORDS, REGIMES, EVIDENCE, VERBS):
        for word in words.values():
            with translation.override("zh-hans"):
                chinese = str(word)
            with translation.override("en"):
                assert str(word) != chinese


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", ["from Thu 21 Aug 2014", "repealed from Wed 1 Jan 2020"]),
        ("zh-hans", ["自 2014-08-21 周四 起", "自 2020-01-01 周三 起废止"]),
    ],
)
def test_a_repeal_says_from_when(language: str, shown: list[str]):
    law = LAW + value_entry(effective_from=None, value=None, repealed_from="2020-01-01", **LATER)
    with translation.override(language):
        assert periods(law) == shown


def test_an_end_is_the_first_day_on_which_a_value_no_longer_holds():
    with translation.override("en"):
        assert periods(spoilt(LAW, FIRST, FIRST + "\n  effective_until = 2020-01-01")) == [
            "from Thu 21 Aug 2014, no longer from Wed 1 Jan 2020"
        ]


def test_an_unknown_beginning_is_said_to_be_unknown():
    with translation.override("en"):
        assert periods(spoilt(LAW, FIRST, '  effective_from = "origin"\n  refer_before = 2018-05-20')) == [
            "since before our records"
        ]


@pytest.mark.parametrize(
    ("text", "unit", "shown"),
    [
        ("1000000.00", "CNY", Money.parse("1000000.00", Currency.CNY)),
        ("12", "months", "12 months"),
        ("contractual_fund, limited_partnership", "legal_forms", "contractual fund, limited partnership"),
        ("company, listed_company", "words", "company, listed company"),
        ("anyone can invest, fixed return", "words", "anyone can invest, fixed return"),
    ],
)
def test_a_value_is_shown_in_its_unit(text: str, unit: str, shown: object):
    with translation.override("en"):
        assert shown_value(text=text, unit=unit) == shown


@pytest.mark.parametrize("code", ["0123456789abcdef" * 4, "round.private_fund_2014.minimum_ticket", "a.b", "x"])
def test_a_long_name_may_break_and_loses_nothing(code: str):
    html = shown_code(code)
    assert html.replace("<wbr>", "") == f"<code>{code}</code>"
    assert ("<wbr>" in html) == (len(code) > 1)


def test_several_names_stand_below_each_other_and_none_is_nothing():
    assert shown_code("a", "b<") == "<code>a</code><br><code>b&lt;</code>"
    assert shown_code() == ""


def test_facts_are_shown_by_name_and_amounts_stay_amounts():
    amount = Money(1, Currency.CNY)
    with translation.override("zh-hans"):
        assert shown_fact(Unknown(Reason.NOT_CHECKED)) == "未知（未核验）"
        assert shown_fact(LegalForm.CONTRACTUAL_FUND) == "契约型基金"
        assert shown_fact(Basis.OPENING) == "本轮目标金额"
        assert (shown_fact(True), shown_fact(False)) == ("是", "否")
        assert shown_fact(amount) is amount


def test_a_paid_part_is_shown_with_its_instants_in_shanghai():
    paid = PaidPart(id="s1", paid_at=datetime(2026, 11, 22, 3, tzinfo=UTC), called_back_at=None)
    called = replace(paid, called_back_at=datetime(2026, 11, 23, 3, 0, 1, tzinfo=UTC))
    with translation.override("zh-hans"):
        assert shown_fact((paid,)) == "s1 于 2026-11-22 周日 11:00:00 付清，尚未回访"
        assert str(shown_fact((called,))).endswith("，于 2026-11-23 周一 11:00:01 回访")
