"""What an applicant declares: kept word for word, checked against itself, and turned into the question."""

from dataclasses import replace

import pytest

from compliance.core.certification import EvidenceKind, InstitutionForm, Regime, holder_kind
from compliance.core.declaration import (
    NOTHING_DECLARED,
    AssetKind,
    Declaration,
    qualification_facts,
    wrong_declaration,
)
from compliance.core.facts import DeemedKind, HolderKind, InvestorKind, ProductKind, Unknown
from crowdfund.kernel.money import Currency, Money

POOL = replace(
    NOTHING_DECLARED, institution=InstitutionForm.POOLING_VEHICLE, final_investors=12, unqualified_investors=1
)


def yuan(text: str) -> Money:
    return Money.parse(text, Currency.CNY)


WHOLE = Declaration(
    ticket=yuan("1000000.00"),
    holdings=((AssetKind.DEPOSITS, yuan("5000000.00")),),
    incomes=(yuan("1.00"), yuan("2.00"), yuan("3.00")),
    net_assets=yuan("4.00"),
    family_debts=yuan("1500000.00"),
    experience_years=3,
    product_kind=ProductKind.MIXED,
    institution=InstitutionForm.POOLING_VEHICLE,
    final_investors=12,
    unqualified_investors=0,
    manager_number="P1000001",
)


@pytest.mark.parametrize("declared", [NOTHING_DECLARED, WHOLE], ids=["nothing", "everything"])
def test_it_is_read_back_as_it_was_written(declared: Declaration):
    assert Declaration.from_plain(declared.to_plain()) == declared


def test_what_was_written_before_there_were_more_questions_is_still_read():
    older: dict[str, object] = {"ticket": None, "holdings": {}, "incomes": [], "net_assets": None}
    assert NOTHING_DECLARED.to_plain() == older
    assert Declaration.from_plain(older) == NOTHING_DECLARED


@pytest.mark.parametrize(
    ("evidence", "declared", "wrong"),
    [
        (EvidenceKind.NET_ASSETS, NOTHING_DECLARED, {"/institution": "required"}),
        (EvidenceKind.MANAGER_OR_STAFF, NOTHING_DECLARED, {"/manager_number": "required"}),
        (EvidenceKind.MANAGER_OR_STAFF, replace(NOTHING_DECLARED, manager_number=" P1 "), {}),
        (EvidenceKind.NET_ASSETS, POOL, {}),
        (EvidenceKind.NET_ASSETS, replace(POOL, final_investors=None), {"/final_investors": "required"}),
        (EvidenceKind.NET_ASSETS, replace(POOL, final_investors=0), {"/final_investors": "too_small"}),
        (EvidenceKind.NET_ASSETS, replace(POOL, unqualified_investors=None), {"/unqualified_investors": "required"}),
        (EvidenceKind.NET_ASSETS, replace(POOL, unqualified_investors=13), {"/unqualified_investors": "too_large"}),
        (EvidenceKind.FILED_PLAN, replace(POOL, final_investors=None), {}),
        (EvidenceKind.FAMILY_FINANCIAL_ASSETS, NOTHING_DECLARED, {"/evidence": "not_a_choice"}),
    ],
)
def test_what_does_not_fit_is_named(evidence: EvidenceKind, declared: Declaration, wrong: dict[str, str]):
    found = wrong_declaration(declared, evidence=evidence)
    if "/unqualified_investors" in wrong or "/final_investors" in wrong:
        assert wrong.items() <= {error.pointer: error.code for error in found}.items()
    else:
        assert {error.pointer: error.code for error in found} == wrong


@pytest.mark.parametrize(
    ("incomes", "wrong"),
    [
        (("1.00", "2.00"), [("/incomes", "required")]),
        (("1.00", "-0.01", "3.00"), [("/incomes", "too_small")]),
        (("-1.00",), [("/incomes", "required"), ("/incomes", "too_small")]),
        (("0.00", "0.00", "0.00"), []),
        ((), []),
    ],
)
def test_incomes_are_three_and_never_below_nothing(incomes: tuple[str, ...], wrong: list[tuple[str, str]]):
    found = wrong_declaration(replace(NOTHING_DECLARED, incomes=tuple(yuan(each) for each in incomes)))
    assert [(error.pointer, error.code) for error in found] == wrong


def test_under_the_text_of_2018_the_holdings_are_the_familys():
    facts = qualification_facts(EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS, WHOLE, regime=Regime.ASSET_MANAGEMENT_2018)
    assert (facts.family_financial_assets, facts.family_net_financial_assets) == (
        yuan("5000000.00"),
        yuan("3500000.00"),
    )
    assert (facts.experience_years, facts.product_kind) == (3, ProductKind.MIXED)
    assert isinstance(facts.financial_assets, Unknown)


def test_net_assets_of_a_family_are_unknown_until_its_debts_are_stated():
    declared = replace(WHOLE, family_debts=None)
    facts = qualification_facts(EvidenceKind.FAMILY_NET_FINANCIAL_ASSETS, declared, regime=Regime.ASSET_MANAGEMENT_2018)
    assert isinstance(facts.family_net_financial_assets, Unknown)


@pytest.mark.parametrize(
    ("evidence", "deemed", "kind"),
    [
        (EvidenceKind.FINANCIAL_ASSETS, None, InvestorKind.INDIVIDUAL),
        (EvidenceKind.PENSION_OR_CHARITY, DeemedKind.PENSION_OR_CHARITY, InvestorKind.INSTITUTION),
        (EvidenceKind.FILED_PLAN, DeemedKind.FILED_PLAN, InvestorKind.INSTITUTION),
    ],
)
def test_deemed_kinds_are_part_of_the_question(evidence: EvidenceKind, deemed: DeemedKind | None, kind: InvestorKind):
    facts = qualification_facts(evidence, NOTHING_DECLARED)
    assert (facts.deemed, facts.investor_kind) == (deemed, kind)


def test_only_who_is_looked_through_has_final_investors():
    assert qualification_facts(EvidenceKind.NET_ASSETS, POOL).final_investors == 12
    assert qualification_facts(EvidenceKind.FILED_PLAN, POOL).final_investors is None


@pytest.mark.parametrize(
    ("evidence", "institution", "kind"),
    [
        (EvidenceKind.FINANCIAL_ASSETS, None, HolderKind.INDIVIDUAL),
        (EvidenceKind.FINANCIAL_ASSETS, InstitutionForm.POOLING_VEHICLE, HolderKind.INDIVIDUAL),
        (EvidenceKind.NET_ASSETS, InstitutionForm.COMPANY, HolderKind.COMPANY),
        (EvidenceKind.NET_ASSETS, InstitutionForm.POOLING_VEHICLE, HolderKind.UNFILED_VEHICLE),
        (EvidenceKind.MANAGER_OR_STAFF, None, HolderKind.INDIVIDUAL),
        (EvidenceKind.MANAGER_OR_STAFF, InstitutionForm.POOLING_VEHICLE, HolderKind.UNFILED_VEHICLE),
        (EvidenceKind.FILED_PLAN, InstitutionForm.POOLING_VEHICLE, HolderKind.FILED_FUND),
        (EvidenceKind.PENSION_OR_CHARITY, None, HolderKind.DEEMED_PLAN),
    ],
)
def test_as_what_an_investor_is_counted(evidence: EvidenceKind, institution: InstitutionForm | None, kind: HolderKind):
    assert holder_kind(evidence, institution) is kind
