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


@pytest.mark.parametrize(
    ("entry", "wrong"),
    [
        ({"decision": "grant", "opinion": "x", "expires_on": "2026-12-01"}, set()),
        ({"decision": "grant", "opinion": "x"}, {"expires_on"}),
        ({"decision": "grant", "opinion": "x", "expires_on": "soon"}, {"expires_on"}),
        ({"decision": "decline", "opinion": "x"}, set()),
        ({"decision": "decline"}, {"opinion"}),
        ({"decision": "decline", "opinion": "x", "expires_on": "soon"}, set()),
    ],
)
def test_only_who_lifts_something_says_until_when(entry: dict[str, str], wrong: set[str]):
    assert set(forms.ClearanceDecision(entry).errors) == wrong
