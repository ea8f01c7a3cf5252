"""Whatever can be asked has a name in both languages."""

from dataclasses import fields

import pytest

from compliance.core.facts import FACTS, LegalForm, Reason
from compliance.core.wording import FACT_NAMES, KIND_NAMES, LEGAL_FORMS, REASONS


def test_every_fact_has_a_name():
    assert set(FACT_NAMES) == {(kind, each.name) for kind, facts in FACTS.items() for each in fields(facts)}
    assert set(KIND_NAMES) == set(FACTS)
    assert all(facts.kind == kind for kind, facts in FACTS.items())


def test_every_word_has_a_name():
    assert set(LEGAL_FORMS) == set(LegalForm)
    assert set(REASONS) == set(Reason)


@pytest.mark.parametrize("names", [FACT_NAMES, KIND_NAMES, LEGAL_FORMS, REASONS])
def test_every_name_is_in_both_languages(names):
    for name in names.values():
        assert name["zh"].strip()
        assert name["en"].isascii()
