"""What an investor may apply with, through the form."""

import pytest

from compliance.core.certification import LONGEST_STATEMENT, EvidenceKind
from compliance.core.declaration import NOTHING_DECLARED, AssetKind
from compliance.presentation import applications
from crowdfund.kernel.money import Currency, Money


def test_an_application_becomes_words():
    form = applications.CertificationEntry({"evidence": "annual_income", "statement": "Tax certificates."})
    assert form.is_valid()
    assert applications.application(form.cleaned_data) == {
        "evidence": EvidenceKind.ANNUAL_INCOME,
        "statement": "Tax certificates.",
        "declaration": NOTHING_DECLARED,
        "exhibits": [],
    }


def test_figures_are_put_together_by_kind():
    entry = {
        "evidence": "financial_assets",
        "statement": "x",
        "shares": "2,000,000",
        "deposits": "1200000",
        "ticket": "1000000",
    }
    entry |= {"income_1": "1", "income_2": "2", "income_3": "3"}
    form = applications.CertificationEntry(entry)
    assert form.is_valid(), form.errors
    declared = applications.declaration(form.cleaned_data)
    assert [(kind, amount.as_text()) for kind, amount in declared.holdings] == [
        (AssetKind.DEPOSITS, "1200000.00"),
        (AssetKind.SHARES, "2000000.00"),
    ]
    assert [amount.as_text() for amount in declared.incomes] == ["1.00", "2.00", "3.00"]
    assert declared.financial_assets == Money.parse("3200000.00", Currency.CNY)


def test_one_year_of_income_is_not_enough():
    form = applications.CertificationEntry({"evidence": "annual_income", "statement": "x", "income_1": "600000"})
    assert set(form.errors) == {"income_2", "income_3"}


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({}, {"evidence", "statement"}),
        ({"evidence": "a friend", "statement": "x"}, {"evidence"}),
        ({"evidence": "annual_income", "statement": "x" * (LONGEST_STATEMENT + 1)}, {"statement"}),
        ({"evidence": "net_assets", "statement": "x"}, {"institution"}),
        ({"evidence": "manager_or_staff", "statement": "x"}, {"manager_number"}),
        (
            {"evidence": "net_assets", "institution": "pooling_vehicle", "statement": "x"},
            {"final_investors", "unqualified_investors"},
        ),
        ({"evidence": "family_financial_assets", "statement": "x"}, {"evidence"}),
    ],
)
def test_what_is_missing_or_wrong_is_named(entry: dict[str, str], wrong: set[str]):
    assert set(applications.CertificationEntry(entry).errors) == wrong
