"""tests / outcomes: the gravest comes first, and equals keep their order."""

from types import SimpleNamespace

from crowdfund.web.components.outcomes import worst_first
from crowdfund.web.templatetags.components import objecting, permitting


def test_gravest_first_and_equals_as_given() -> None:
    findings = [
        SimpleNamespace(outcome=word, name=name) for name, word in enumerate(["WARN", "PERMIT", "DENY", "warn"])
    ]
    assert [finding.name for finding in worst_first(findings)] == [2, 0, 3, 1]


def test_a_page_shows_what_objects_and_folds_what_permits_away() -> None:
    findings = [SimpleNamespace(outcome=word) for word in ("PERMIT", "ADVISE", "DENY")]
    assert [finding.outcome for finding in objecting(findings)] == ["DENY", "ADVISE"]
    assert [finding.outcome for finding in permitting(findings)] == ["PERMIT"]
