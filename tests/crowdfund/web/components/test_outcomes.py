"""tests / outcomes: the gravest comes first, and equals keep their order."""

from types import SimpleNamespace

from crowdfund.web.components.outcomes import worst_first


def test_gravest_first_and_equals_as_given() -> None:
    findings = [
        SimpleNamespace(outcome=word, name=name) for name, word in enumerate(["WARN", "PERMIT", "DENY", "warn"])
    ]
    assert [finding.name for finding in worst_first(findings)] == [2, 0, 3, 1]
