"""No fact can be forgotten."""

from dataclasses import MISSING, FrozenInstanceError, fields
from typing import get_args, get_type_hints

import pytest

from compliance.core.facts import FACTS, LegalForm, Reason, RoundFacts, Unknown


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
def test_no_fact_has_a_default(kind):
    assert all(each.default is MISSING and each.default_factory is MISSING for each in fields(kind))
    with pytest.raises(TypeError, match="missing"):
        kind()


def test_facts_can_not_be_changed():
    facts = RoundFacts(minimum_ticket=Unknown(Reason.NOT_STATED), vehicle_form=LegalForm.CONTRACTUAL_FUND)
    with pytest.raises(FrozenInstanceError):
        facts.vehicle_form = LegalForm.JOINT_STOCK_COMPANY  # type: ignore[misc]


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
def test_every_fact_may_be_unknown(kind):
    hints = get_type_hints(kind)
    assert all(Unknown in get_args(hints[each.name]) for each in fields(kind))


@pytest.mark.parametrize("kind", FACTS.values(), ids=FACTS)
def test_every_fact_has_a_name_in_both_languages(kind):
    assert set(kind.names) == {each.name for each in fields(kind)}
    assert all(name.zh and name.en for name in [kind.title, *kind.names.values()])
