"""Each figure that a certification rests on has a document of its own kind."""

from dataclasses import replace

import pytest

from compliance.core.certification import DEEMED, EvidenceKind, InstitutionForm, Regime
from compliance.core.declaration import NOTHING_DECLARED, AssetKind, Declaration
from compliance.core.proofs import Proof, missing_proofs, needed_proofs
from crowdfund.kernel.money import Currency, Money

YUAN = Money.parse("1.00", Currency.CNY)
HOLDINGS = replace(NOTHING_DECLARED, holdings=((AssetKind.DEPOSITS, YUAN), (AssetKind.FUTURES, YUAN)))
POOL = replace(NOTHING_DECLARED, net_assets=YUAN, institution=InstitutionForm.POOLING_VEHICLE, final_investors=3)


@pytest.mark.parametrize(
    ("evidence", "declared", "needed"),
    [
        (EvidenceKind.FINANCIAL_ASSETS, HOLDINGS, [Proof.DEPOSITS, Proof.FUTURES]),
        (EvidenceKind.FINANCIAL_ASSETS, NOTHING_DECLARED, []),
        (EvidenceKind.ANNUAL_INCOME, replace(NOTHING_DECLARED, incomes=(YUAN,) * 3), [Proof.INCOME]),
        (EvidenceKind.ANNUAL_INCOME, HOLDINGS, []),
        (EvidenceKind.NET_ASSETS, replace(NOTHING_DECLARED, net_assets=YUAN), [Proof.NET_ASSETS]),
        (EvidenceKind.NET_ASSETS, POOL, [Proof.NET_ASSETS, Proof.FINAL_INVESTORS]),
    ],
)
def test_what_is_declared_is_shown(evidence: EvidenceKind, declared: Declaration, needed: list[Proof]):
    found = needed_proofs(regime=Regime.PRIVATE_FUND_2014, evidence=evidence, declaration=declared)
    assert [*found] == needed


@pytest.mark.parametrize("evidence", DEEMED)
def test_who_is_deemed_qualified_shows_why(evidence: EvidenceKind):
    asked = needed_proofs(regime=Regime.PRIVATE_FUND_2014, evidence=evidence, declaration=NOTHING_DECLARED)
    assert asked == (Proof.DEEMED,)


def test_the_text_of_2018_asks_for_the_family_and_the_years():
    declared = replace(HOLDINGS, experience_years=3)
    asked = needed_proofs(
        regime=Regime.ASSET_MANAGEMENT_2018, evidence=EvidenceKind.FAMILY_FINANCIAL_ASSETS, declaration=declared
    )
    assert asked == (Proof.DEPOSITS, Proof.FUTURES, Proof.FAMILY, Proof.EXPERIENCE)


def test_what_is_missing_is_named_in_order():
    assert missing_proofs((Proof.DEPOSITS, Proof.SHARES, Proof.FAMILY), {Proof.SHARES}) == (
        Proof.DEPOSITS,
        Proof.FAMILY,
    )


def test_every_kind_of_asset_has_a_proof():
    assert {kind.value for kind in AssetKind} <= set(Proof)
