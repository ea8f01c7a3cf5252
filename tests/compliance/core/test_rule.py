"""A rule knows the releases that judge by it, and where it stands."""

from dataclasses import replace

import pytest

from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from tests.compliance.core.test_engine import always

RULE = always("a", Outcome.PERMIT)


@pytest.mark.parametrize(
    ("since", "until", "known"),
    [(1, None, [1, 2, 3, 4]), (2, None, [2, 3, 4]), (1, 3, [1, 2]), (2, 3, [2]), (2, 2, [])],
)
def test_the_releases_that_judge_by_a_rule_are_half_open(since: int, until: int | None, known: list[int]):
    rule = replace(RULE, since_release=since, until_release=until)
    assert [number for number in range(1, 5) if rule.is_known_at(number)] == known


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_tells_its_file_and_its_line(rule):
    with open(rule.place.file, encoding="utf-8") as source:
        line = source.read().splitlines()[rule.place.line - 1]
    assert line.startswith(f"def {rule.judge.__name__}(")


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_a_rule_says_in_its_docstring_what_it_compares(rule):
    assert rule.judge.__doc__.strip()
