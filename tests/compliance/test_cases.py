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
from compliance.core.rule import AnyRule
from compliance.core.rules import RULES
from compliance.library import book


def _cases(file: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the cases of one file, each with the kind of facts that the file is about.

    What most cases have in common stands once: `facts`, of which a case changes some, and `known_at`, a release.
    """
    shared, release = file.get("facts", {}), file.get("known_at", book().latest_release.number)
    return [
        {"kind": file["kind"], "known_at": release, **case, "facts": {**shared, **case["facts"]}}
        for case in file["case"]
    ]


AMOUNT = re.compile(r"[0-9]+\.[0-9]{2}")
FOLDER = Path(__file__).parent / "cases"
CASES: list[dict[str, Any]] = [
    case for file in sorted(FOLDER.glob("*.toml")) for case in _cases(tomllib.loads(file.read_text(encoding="utf-8")))
]


def answer(case: dict[str, Any]):
    plain = {name: _plain(value) for name, value in case["facts"].items()}
    view = book().at(case["as_of"], known_at=case["known_at"])
    return judge(facts=facts_from_plain(kind=case["kind"], plain=plain), view=view, rules=RULES)


def _plain(value: Any) -> Any:
    """A bare amount in a case is in yuan, a day is written as one; an empty text or ``none`` is what does not arise."""
    match value:
        case "" | {"none": True}:
            return None
        case date():
            return value.isoformat()
        case str() if AMOUNT.fullmatch(value):
            return {"amount": value, "currency": "CNY"}
        case list():
            return [_plain(each) for each in value]
        case dict():
            return _plain_record(value)
    return value


def _plain_record(value: dict[str, Any]) -> Any:
    if set(value) == {"amount", "currency"}:
        return value
    if set(value) == {"percent"}:
        return value["percent"]
    holder = {"members": None} if {"kind", "count"} <= set(value) else {}
    return {**holder, **{name: _plain(each) for name, each in value.items()}}


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


ONLY: dict[str, set[Outcome]] = {
    "qualified.crowdfunding_draft_2014": {Outcome.REFER},
    "qualified.private_fund_2014.deemed": {Outcome.PERMIT, Outcome.REFER},
    "screening.counterparty": {Outcome.PERMIT, Outcome.REFER},
}
"""Rules that never permit, or never object, and what they can say."""


def _name(rule: AnyRule) -> str:
    return f"{rule.id}-{rule.facts.kind}"


def _outcomes(rule: AnyRule) -> set[Outcome]:
    answers = [answer(case) for case in CASES if case["kind"] == rule.facts.kind]
    return {finding.outcome for found in answers for finding in found.findings if finding.rule == rule.id}


@pytest.mark.parametrize("rule", RULES, ids=map(_name, RULES))
def test_every_rule_has_a_case_in_which_it_permits_objects_and_refers(rule: AnyRule):
    outcomes = _outcomes(rule)
    if rule.id in ONLY:
        assert outcomes == ONLY[rule.id]
        return
    assert outcomes >= {Outcome.PERMIT, Outcome.REFER}
    assert outcomes & {Outcome.DENY, Outcome.WARN, Outcome.ADVISE}


@pytest.mark.parametrize("rule", RULES, ids=map(_name, RULES))
def test_every_effective_date_has_a_case_on_the_day_and_on_the_day_before(rule: AnyRule):
    entries = [entry for provision in rule.provisions for entry in book().provision(provision).entries]
    for id in rule.reads:
        entries += book().parameter(id).entries
    asked = {(case["as_of"], case["known_at"]) for case in CASES if case["kind"] == rule.facts.kind}
    for entry in entries:
        day = entry.refer_before or entry.period.starts
        assert isinstance(day, date)
        known = [release.number for release in book().releases if release.number >= entry.release]
        releases = [number for number in known if rule.is_known_at(number)]
        pairs = [{(day, number), (day - timedelta(days=1), number)} for number in releases]
        assert not pairs or any(pair <= asked for pair in pairs)
