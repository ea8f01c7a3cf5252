"""Every worked case through the command, a few through a process of their own with nothing running beside it."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from compliance.core.calculators import CALCULATORS
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.days import legal_day
from tests.compliance.calculators import ask, cases, differences, has

CASES = cases()
ROOT = Path(__file__).resolve().parents[4]
NOWHERE = {"DATABASE_URL": "postgres://nobody@127.0.0.1:9/none", "REDIS_URL": "redis://127.0.0.1:9/0"}
SMALLEST = {"stage": "a_b", "round_target": "50000000.00", "lead_commitment": "5000000.00"}


def test_every_calculator_has_worked_cases():
    assert {case["calculator"] for case in CASES} == set(CALCULATORS)
    assert len({case["id"] for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_the_case_comes_out_as_its_source_says(case: dict[str, Any]):
    answer, code = ask(case["calculator"], case["input"])
    assert not list(differences(case["expect"], answer))
    assert code == (2 if case["expect"].get("status") == 422 else 0)
    for name, entries in case.get("absent", {}).items():
        assert not any(has(answer[name], entry) for entry in entries)


@pytest.mark.parametrize("name", ["R01", "R05", "R25"])
def test_it_needs_neither_database_nor_redis(name: str):
    case = next(case for case in CASES if case["id"] == name)
    done = subprocess.run(
        [sys.executable, "manage.py", "calculate", case["calculator"]],
        cwd=ROOT,
        env={**os.environ, **NOWHERE},
        input=json.dumps(case["input"]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert not list(differences(case["expect"], json.loads(done.stdout)))
    assert done.returncode == (2 if case["expect"].get("status") == 422 else 0)


def test_an_unknown_calculator_is_a_problem_of_its_own_and_the_known_ones_are_named(capsys):
    answer, code = ask("astrology", {})
    assert (answer["status"], answer["code"], code) == (404, "not_found", 2)
    assert "lead-ratio, " in capsys.readouterr().err


def test_without_a_day_it_is_asked_for_today():
    before = legal_day(system_now())
    answer, _ = ask("lead-ratio", SMALLEST)
    assert before <= date.fromisoformat(answer["as_of"]) <= legal_day(system_now())


@pytest.mark.parametrize("text", ["", "{", "[]", "1.5", '"stage"', "null", "NaN", '{"a": 1e5}', "[" * 5000])
def test_what_is_no_object_is_refused_as_a_whole(text: str):
    answer, code = ask("lead-ratio", text)
    assert (answer["status"], code) == (422, 2)
    assert answer["errors"]
