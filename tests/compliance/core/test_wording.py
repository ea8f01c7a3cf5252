"""Whatever can be asked has a name in both languages."""

from dataclasses import fields

import pytest

from compliance.core.facts import FACTS, Basis, LegalForm, Reason, SubscriptionFacts, Unknown
from compliance.core.wording import (
    BASES,
    FACT_NAMES,
    KIND_NAMES,
    LEGAL_FORMS,
    REASONS,
    missing_facts,
    spoken_amount,
    undecided_form,
)
from crowdfund.kernel.money import Currency, Money


def test_every_fact_has_a_name():
    assert set(FACT_NAMES) == {(kind, each.name) for kind, facts in FACTS.items() for each in fields(facts)}
    assert set(KIND_NAMES) == set(FACTS)
    assert all(facts.kind == kind for kind, facts in FACTS.items())


def test_every_word_has_a_name():
    assert set(LEGAL_FORMS) == set(LegalForm)
    assert set(REASONS) == set(Reason)
    assert set(BASES) == set(Basis)


@pytest.mark.parametrize("names", [FACT_NAMES, KIND_NAMES, LEGAL_FORMS, REASONS, BASES])
def test_every_name_is_in_both_languages(names):
    for name in names.values():
        assert name["zh"].strip()
        assert name["en"].isascii()


def test_an_amount_is_said_with_its_currency():
    assert dict(spoken_amount(Money(123_456_789, Currency.CNY))) == {
        "zh": "1,234,567.89 元",
        "en": "1,234,567.89 yuan",
    }
    assert dict(spoken_amount(Money(100, Currency.USD))) == {"zh": "1.00 USD", "en": "1.00 USD"}


def test_only_the_facts_that_are_missing_are_named_with_their_reason():
    facts = SubscriptionFacts(
        amount=Unknown(Reason.NOT_STATED),
        vehicle_form=LegalForm.LIMITED_PARTNERSHIP,
        is_certified=Unknown(Reason.NOT_CHECKED),
    )
    message, remedy = missing_facts(facts, "amount", "vehicle_form", "is_certified")
    assert message.zh == "缺少事实：认购金额（未填写）、有效的合格投资者认定（未核验）。"
    assert remedy.en == "Supply: amount of the subscription, valid certification as qualified investor."


def test_an_undecided_form_is_called_by_its_name():
    assert "股份有限公司" in undecided_form(LegalForm.JOINT_STOCK_COMPANY).zh
