"""tests / web: the committed description of the API is that of this program, and says all that a partner needs."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import call_command

from crowdfund.partners.core.scopes import Scope
from crowdfund.web.problems import KINDS
from tests.architecture.source import ROOT
from tests.architecture.world import addresses

COMMITTED = ROOT / "docs" / "openapi.yaml"
REGENERATE = "manage.py spectacular --validate --fail-on-warn --file docs/openapi.yaml"
DESCRIPTION = yaml.safe_load(COMMITTED.read_text(encoding="utf-8"))
OPERATIONS = [
    (path, method, operation) for path, methods in DESCRIPTION["paths"].items() for method, operation in methods.items()
]
NAMES = [f"{method.upper()} {path}" for path, method, _ in OPERATIONS]


def test_the_committed_description_is_current(tmp_path: Path):
    made = tmp_path / "openapi.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(made))
    assert made.read_text(encoding="utf-8") == COMMITTED.read_text(encoding="utf-8"), f"run {REGENERATE}"


def test_it_is_openapi_3_1():
    assert DESCRIPTION["openapi"].startswith("3.1.")


QUESTIONS = {"/api/v1/calculators/{name}"}
"""What is posted because it is long, and changes nothing: asking twice is asking twice."""


def routed() -> dict[str, Any]:
    """Return the addresses of the API as the description writes them, with their views."""
    found = {"/" + re.sub(r"<\w+:(\w+)>", r"{\1}", path): view for path, view in addresses()}
    return {
        path: view for path, view in found.items() if path.startswith("/api/v1/") and path != "/api/v1/openapi.json"
    }


def test_it_describes_the_routed_addresses_and_no_others():
    assert set(DESCRIPTION["paths"]) == set(routed())


def test_it_describes_every_method_of_each_address():
    described = {(path, method) for path, method, _ in OPERATIONS}
    methods = ("get", "post", "put", "patch", "delete")
    assert described == {(path, name) for path, view in routed().items() for name in methods if hasattr(view.cls, name)}


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS, ids=NAMES)
class TestEveryOperation:
    def test_has_a_summary_that_is_one_short_line(self, path, method, operation):
        assert 3 < len(operation["summary"]) <= 80
        assert not operation["summary"].endswith(".")

    def test_says_how_to_sign_in_and_with_which_scope(self, path, method, operation):
        security = {name: scopes for entry in operation["security"] for name, scopes in entry.items()}
        assert "cookieAuth" in security
        scopes = security.get("client")
        assert scopes is None or (len(scopes) == 1 and scopes[0] in set(Scope))
        closed = "closed to clients" in operation["description"]
        assert closed is (scopes is None)

    def test_has_a_success_and_every_common_error(self, path, method, operation):
        statuses = set(operation["responses"])
        assert any(status.startswith("2") for status in statuses)
        wanted = {"400", "401", "403", "404", "422", "429", "503"} | ({"409", "415"} if method != "get" else set())
        assert wanted <= statuses

    def test_a_change_asks_for_its_key(self, path, method, operation):
        names = [parameter["name"] for parameter in operation.get("parameters", [])]
        assert ("Idempotency-Key" in names) is (method != "get" and path not in QUESTIONS)


def test_every_error_is_the_one_problem_and_its_codes_are_those_of_the_table():
    answers = DESCRIPTION["components"]["responses"]
    for answer in answers.values():
        assert list(answer["content"]) == ["application/problem+json"]
        assert answer["content"]["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}
    assert DESCRIPTION["components"]["schemas"]["Problem"]["properties"]["code"]["enum"] == sorted(KINDS)


def test_the_scopes_are_those_of_the_clients():
    flow = DESCRIPTION["components"]["securitySchemes"]["client"]["flows"]["clientCredentials"]
    assert set(flow["scopes"]) == set(Scope)
    assert flow["tokenUrl"] == "/o/token/"


@pytest.mark.django_db
def test_the_program_serves_the_same_description(stranger):
    served = stranger.api.get("/api/v1/openapi.json").json()
    assert set(served["paths"]) == set(DESCRIPTION["paths"])
    assert served["info"] == DESCRIPTION["info"]


@pytest.mark.django_db
def test_no_number_stands_where_money_is_meant():
    """Amounts are text, because a program that reads them as binary fractions loses cents."""
    for name, schema in DESCRIPTION["components"]["schemas"].items():
        for field, shape in schema.get("properties", {}).items():
            assert shape.get("type") != "number", f"{name}.{field}"
