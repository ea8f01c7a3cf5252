"""The worked cases, each with the source of its answer, and whether they cover every rule and every date."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from compliance.core.canonical import facts_from_plain
from compliance.core.engine import judge
from compliance.core.outcome import Outcome
from compliance.core.rules import RULES
from compliance.library import book


def _cases(file: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cases of one file, each with the kind of facts that the file is about."""
    return [{"kind": file["kind"], **case} for case in file["case"]]


AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case for file in sorted(FOLDER.glob("*.toml")) for case in _cases(tomllib.loads(file.read_text(encoding="utf-8")))
]


def answer(case: dict[str, Any]):
    plain = {name: _plain(value) for name, value in case["facts"].items()}
    view = book().at(case["as_of"], known_at=book().latest_release.number)
    return judge(facts=facts_from_plain(kind=case["kind"], plain=plain), view=view, rules=RULES)


def _plain(value: Any) -> Any:
    """A bare amount in a case is in yuan; a day is written as one; an empty text is what does not arise."""
    match value:
        case date():
            return value.isoformat()
        case "":
            return None
        case str() if AMOUNT.fullmatch(value):
            return {"amount": value, "currency": "CNY"}
        case list():
            return [_plain(each) for each in value]
        case dict() if "currency" in value:
            return value
        case dict() if "kind" in value:  # a holder
            return {"members": None, **{name: _plain(each) for name, each in value.items()}}
        case dict():
            return {name: _plain(each) for name, each in value.items()}
    return value


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_case_comes_out_as_its_source_says(case: dict[str, Any]):
    expected = case["expect"]
    found = answer(case)
    worst = found.findings[0]
    assert found.verdict == expected["verdict"]
    for name in ("rule", "measured", "limit"):
        if name in expected:
            assert getattr(worst, name) == expected[name]


def test_every_case_has_its_own_id_and_a_source():
    assert len({case["id"] for case in CASES}) == len(CASES)
    assert all(case["source"] and case["title"] for case in CASES)


@pytest.fixture(scope="module")
def outcomes() -> dict[str, set[Outcome]]:
    """Every outcome that some case brought out, by rule."""
    found: dict[str, set[Outcome]] = {}
    for finding in (finding for case in CASES for finding in answer(case).findings):
        found.setdefault(finding.rule, set()).add(finding.outcome)
    return found


ONLY: dict[str, set[Outcome]] = {
    "qualified.crowdfunding_draft_2014": {Outcome.REFER},
    "qualified.private_fund_2014.deemed": {Outcome.PERMIT, Outcome.REFER},
    "words.reserved_term": {Outcome.PERMIT, Outcome.WARN, Outcome.REFER},
}
"""Rules that can't answer PERMIT, DENY and REFER, and what they can."""


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_has_a_case_in_which_it_permits_denies_and_refers(rule, outcomes):
    assert outcomes[rule.id] >= ONLY.get(rule.id, {Outcome.PERMIT, Outcome.DENY, Outcome.REFER})


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_effective_date_has_a_case_on_the_day_and_on_the_day_before(rule):
    entries = [entry for provision in rule.provisions for entry in book().provision(provision).entries]
    for id in rule.reads:
        entries += book().parameter(id).entries
    asked = {case["as_of"] for case in CASES if case["kind"] == rule.facts.kind}
    for day in (entry.refer_before or entry.period.starts for entry in entries):
        assert isinstance(day, date)
        assert {day, day - timedelta(days=1)} <= asked
