"""What may enter through the room's forms."""

import pytest

from compliance import forms


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
