"""tests / money tags: the unit stands with the figure, in both languages, and no digit is lost."""

from decimal import Decimal
from fractions import Fraction

import pytest
from django.template import Context, Template
from django.utils import translation

from crowdfund.kernel.money import Currency, Money
from crowdfund.kernel.rates import Rate
from tests.crowdfund.web.reading import visible_text


def shown(source: str, language: str, **context: object) -> str:
    with translation.override(language):
        return Template("{% load money %}" + source).render(Context(context))


def yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2500000.00", "2,500,000.00 元", "CNY 2,500,000.00"),
        ("0.00", "0.00 元", "CNY 0.00"),
        ("0.05", "0.05 元", "CNY 0.05"),
        ("-12345.67", "−12,345.67 元", "CNY −12,345.67"),
        ("-0.01", "−0.01 元", "CNY −0.01"),
        ("98765432109876.54", "98,765,432,109,876.54 元", "CNY 98,765,432,109,876.54"),
    ],
)
def test_amount_carries_unit_and_sign(text: str, chinese: str, english: str) -> None:
    assert visible_text(shown("{{ amount|money }}", "zh-hans", amount=yuan(text))) == chinese
    assert visible_text(shown("{{ amount|money }}", "en", amount=yuan(text))) == english


def test_each_currency_has_its_own_unit() -> None:
    units = [visible_text(shown("{{ amount|money }}", "zh-hans", amount=Money(100, c))) for c in Currency]
    assert units == ["1.00 元", "1.00 美元", "1.00 港元", "1.00 欧元"]


def test_figure_and_unit_have_spans_and_never_part() -> None:
    html = shown("{{ amount|money }}", "zh-hans", amount=yuan("1.00"))
    assert '<span class="money__figure">1.00</span>\u00a0<span class="money__unit">元</span>' in html


def test_negative_amount_is_marked_for_the_style_sheet_and_zero_is_not() -> None:
    assert "money--negative" in shown("{{ amount|money }}", "en", amount=yuan("-0.01"))
    assert "money--negative" not in shown("{{ amount|money }}", "en", amount=yuan("0.00"))


def test_amount_that_is_not_stated_is_a_dash_with_words() -> None:
    assert visible_text(shown("{{ amount|money }}", "en", amount=None)) == "—not stated"
    assert visible_text(shown("{{ amount|money_beside }}", "zh-hans", amount=None)) == "—未填写"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("2500000.00", "2,500,000.00 元（250 万元）", "CNY 2,500,000.00 (2.5 million)"),
        ("1234567.89", "1,234,567.89 元（123.456789 万元）", "CNY 1,234,567.89 (1.23456789 million)"),
        ("-2500000.00", "−2,500,000.00 元（−250 万元）", "CNY −2,500,000.00 (−2.5 million)"),
        ("9999.99", "9,999.99 元", "CNY 9,999.99"),
        ("10000.00", "10,000.00 元（1 万元）", "CNY 10,000.00"),
    ],
)
def test_short_figure_stands_beside_the_full_one_and_is_exact(text: str, chinese: str, english: str) -> None:
    assert visible_text(shown("{{ amount|money_beside }}", "zh-hans", amount=yuan(text))) == chinese
    assert visible_text(shown("{{ amount|money_beside }}", "en", amount=yuan(text))) == english


def test_plain_text_for_mails_has_no_markup() -> None:
    assert shown("{{ amount|money_text }}", "zh-hans", amount=yuan("2500000.00")) == "2,500,000.00\u00a0元"
    assert shown("{{ amount|figure }}", "en", amount=yuan("2500000.00")) == "2,500,000.00"


@pytest.mark.parametrize(
    ("base", "chinese", "english"),
    [
        ("raise", "占本轮融资额 12.50%", "12.50% of the raise"),
        ("company_equity", "占公司股权 12.50%", "12.50% of the company's equity"),
        ("share_capital", "占总股本 12.50%", "12.50% of the share capital"),
        ("own_assets", "占本人资产 12.50%", "12.50% of the person's assets"),
        ("X", "占X 12.50%", "12.50% of X"),
    ],
)
def test_percentage_names_its_base(base: str, chinese: str, english: str) -> None:
    for ratio in (Fraction(1, 8), Decimal("0.125"), Rate.percent("12.5")):
        source = "{% percent ratio base %}"
        assert visible_text(shown(source, "zh-hans", ratio=ratio, base=base)) == chinese
        assert visible_text(shown(source, "en", ratio=ratio, base=base)) == english


def test_percentage_rounds_half_up_and_keeps_its_sign() -> None:
    source = '{% percent ratio "raise" 1 %}'
    assert visible_text(shown(source, "en", ratio=Fraction(-1, 8000))).startswith("0.0%")
    assert visible_text(shown(source, "en", ratio=Fraction(-125, 10000))).startswith("−1.3%")
    assert visible_text(shown(source, "en", ratio=Fraction(1, 3))).startswith("33.3%")


def test_base_is_escaped() -> None:
    assert "<b>" not in shown("{% percent ratio base %}", "en", ratio=Fraction(1), base="<b>")
