"""The vehicle brings the regime; no vehicle brings a draft, and a company's form alone brings nothing."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.book import View
from compliance.core.certification import EvidenceKind
from compliance.core.declaration import NOTHING_DECLARED, AssetKind, qualification_facts
from compliance.core.facts import LegalForm, ProductKind, Reason, Regime, Unknown
from compliance.core.regimes import draft_would_qualify, regime_of
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

TODAY = date(2026, 11, 22)


def view(day: date = TODAY) -> View:
    return book().at(day, known_at=book().latest_release.number)


@pytest.mark.parametrize("form", [LegalForm.LIMITED_PARTNERSHIP, LegalForm.CONTRACTUAL_FUND])
def test_a_form_that_pools_investors_is_a_private_fund(form: LegalForm):
    assert regime_of(form) is Regime.PRIVATE_FUND_2014


@pytest.mark.parametrize("kind", ProductKind)
def test_an_asset_management_product_has_its_own_text(kind: ProductKind):
    assert regime_of(kind) is Regime.ASSET_MANAGEMENT_2018


@pytest.mark.parametrize("form", [LegalForm.LIMITED_LIABILITY_COMPANY, LegalForm.JOINT_STOCK_COMPANY])
def test_a_company_may_or_may_not_be_a_fund(form: LegalForm):
    assert isinstance(regime_of(form), Unknown)


def test_what_nobody_stated_stays_unknown():
    assert regime_of(Unknown(Reason.NOT_STATED)) == Unknown(Reason.NOT_STATED)


def test_every_form_has_an_answer_and_none_is_the_draft():
    answers = {regime_of(vehicle) for vehicle in (*LegalForm, *ProductKind)}
    assert Regime.CROWDFUNDING_DRAFT_2014 not in answers


@pytest.mark.parametrize(
    ("assets", "ticket", "would"),
    [("3000000.00", "1.00", True), ("1.00", "1000000.00", True), ("1.00", "1.00", None)],
)
def test_the_draft_informs(assets: str, ticket: str, would: bool | None):
    declared = replace(
        NOTHING_DECLARED,
        ticket=Money.parse(ticket, Currency.CNY),
        holdings=((AssetKind.BONDS, Money.parse(assets, Currency.CNY)),),
    )
    facts = qualification_facts(EvidenceKind.FINANCIAL_ASSETS, declared)
    assert draft_would_qualify(facts, view()) is would
    poor = replace(facts, annual_incomes=(Money(1, Currency.CNY),) * 3)
    assert draft_would_qualify(poor, view()) is (would or False)


def test_before_anybody_could_read_it_the_draft_says_nothing():
    facts = qualification_facts(EvidenceKind.PENSION_OR_CHARITY, NOTHING_DECLARED)
    assert draft_would_qualify(facts, view()) is True
    assert draft_would_qualify(facts, view(date(2014, 12, 17))) is None
