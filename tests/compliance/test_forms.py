"""What may enter through the room's forms."""

import pytest

from compliance import forms
from compliance.core.certification import LONGEST_STATEMENT, EvidenceKind


def test_an_application_becomes_words():
    form = forms.CertificationEntry({"evidence": "annual_income", "statement": "Tax certificates."})
    assert form.is_valid()
    assert form.cleaned_data == {"evidence": EvidenceKind.ANNUAL_INCOME, "statement": "Tax certificates."}


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({}, {"evidence", "statement"}),
        ({"evidence": "a friend", "statement": "x"}, {"evidence"}),
        ({"evidence": "net_assets", "statement": "x" * (LONGEST_STATEMENT + 1)}, {"statement"}),
    ],
)
def test_what_is_missing_or_wrong_is_named(entry: dict[str, str], wrong: set[str]):
    assert set(forms.CertificationEntry(entry).errors) == wrong


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"decision": "approve"}, set()),
        ({"decision": "refuse", "reason": "No amount."}, set()),
        ({"decision": "refuse", "reason": " "}, {"reason"}),
        ({"decision": "perhaps"}, {"decision"}),
        ({}, {"decision"}),
    ],
)
def test_a_refusal_needs_a_reason(entry: dict[str, str], wrong: set[str]):
    assert set(forms.CertificationDecision(entry).errors) == wrong
