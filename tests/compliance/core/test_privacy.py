"""What of an answer about wealth stands in the open: who decided what by which article, and no figure."""

from dataclasses import replace
from datetime import date

import pytest

from compliance.core.canonical import canonical_json
from compliance.core.certification import EvidenceKind
from compliance.core.declaration import NOTHING_DECLARED, AssetKind, qualification_facts
from compliance.core.engine import judge
from compliance.core.facts import QualificationFacts
from compliance.core.findings import Finding
from compliance.core.privacy import PERSONAL_KINDS, agrees, open_findings
from compliance.core.rules import RULES
from compliance.library import book
from crowdfund.kernel.money import Currency, Money

FIGURES = ("3200000", "3,200,000", "1234567", "1,234,567")


def declared_wealth() -> QualificationFacts:
    """Return the question of somebody with 3,200,000 yuan who means to invest 1,234,567."""
    declared = replace(
        NOTHING_DECLARED,
        ticket=Money.parse("1234567.00", Currency.CNY),
        holdings=((AssetKind.DEPOSITS, Money.parse("3200000.00", Currency.CNY)),),
    )
    return qualification_facts(EvidenceKind.FINANCIAL_ASSETS, declared)


def findings() -> tuple[Finding, ...]:
    return judge(facts=declared_wealth(), view=book().at(date(2026, 11, 22), known_at=4), rules=RULES).findings


def test_the_question_of_a_certification_is_personal_and_that_of_a_raise_is_not():
    assert {"qualification", "funding"} == PERSONAL_KINDS
    assert not PERSONAL_KINDS & {"round", "lead", "holders", "subscription"}


@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_stands_in_the_open(figure: str):
    whole = canonical_json([each.to_plain() for each in findings()])
    opened = canonical_json([each.to_plain() for each in open_findings(findings())])
    assert any(each in whole for each in FIGURES)
    assert figure not in opened


def test_outcome_rule_limit_and_article_stay():
    for whole, opened in zip(findings(), open_findings(findings()), strict=True):
        assert (opened.rule, opened.outcome, opened.limit, opened.citation) == (
            whole.rule,
            whole.outcome,
            whole.limit,
            whole.citation,
        )


def test_an_open_part_that_says_otherwise_does_not_agree():
    whole = findings()
    assert agrees(open_findings(whole), sealed=whole)
    assert not agrees(open_findings(whole)[:-1], sealed=whole)
    assert not agrees([replace(each, limit="1.00") for each in open_findings(whole)], sealed=whole)
