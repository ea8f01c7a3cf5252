"""tests / architecture: the import contracts hold, and each of them notices the breach it is there for."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("crowdfund", "compliance", "deals", "exits")


@dataclass(frozen=True, slots=True)
class Breach:
    """A line that must not stand where it stands, and the words by which the contract names it."""

    contract: str
    file: str
    line: str
    named: str


BREACHES = [
    Breach("Rooms: the arrow points one way", "crowdfund/accounts/core/upwards.py", "import deals.queries", "upwards"),
    Breach(
        "Rooms: the arrow points one way", "compliance/core/upwards.py", "def f():\n    import deals.core", "upwards"
    ),
    Breach("Rooms: the arrow points one way", "crowdfund/ledger/core/aside.py", "import crowdfund.notices", "aside"),
    Breach("Rooms: the arrow points one way", "crowdfund/kernel/upwards.py", "import crowdfund.db.work", "upwards"),
    Breach("The project package has no unnamed module", "crowdfund/utils.py", "", "utils"),
    Breach("Floors: every app is the same house, no utils", "deals/helpers.py", "", "helpers"),
    Breach("Floors: every app is the same house, no utils", "compliance/services.py", "", "services"),
    Breach(
        "Floors: every app is the same house, no utils", "deals/actions/to_door.py", "import deals.views", "to_door"
    ),
    Breach("Floors: every app is the same house, no utils", "deals/core/to_rows.py", "import deals.models", "to_rows"),
    Breach("Floors: every app is the same house, no utils", "deals/api.py", "import deals.views", "deals.api"),
    Breach("Core is pure", "deals/core/impure.py", "def f():\n    from django.conf import settings", "impure"),
    Breach("Core is pure", "crowdfund/kernel/impure.py", "import redis", "impure"),
    Breach("Core is pure", "crowdfund/audit/core/impure.py", "import celery", "impure"),
    Breach("Doors never touch rows", "deals/forms.py", "from deals.models import Round", "deals.forms"),
    Breach("Doors never touch rows", "deals/views.py", "from deals.locks import lock_round", "deals.views"),
    Breach("Doors never touch rows", "crowdfund/audit/tasks.py", "import crowdfund.audit.models", "audit.tasks"),
    Breach("Only core, queries, locks, actions of deals are public", "exits/nosy.py", "import deals.facts", "nosy"),
    Breach(
        "Only core, queries, actions of compliance are public", "exits/nosy2.py", "import compliance.views", "nosy2"
    ),
    Breach("No cycles between siblings", "crowdfund/kernel/hen.py", "import crowdfund.kernel.egg", "hen"),
    Breach("No cycles between siblings", "crowdfund/kernel/egg.py", "import crowdfund.kernel.hen", "egg"),
    Breach("Only doors speak web", "deals/actions/speaks.py", "import rest_framework.response", "speaks"),
    Breach("Only doors speak web", "deals/models/speaks.py", "import celery", "speaks"),
    Breach(
        "Only settings and manage.py know the embedded servers",
        "crowdfund/web/plugged.py",
        "import crowdfund.embedded.addresses",
        "plugged",
    ),
    Breach("The embedded servers are standard library", "crowdfund/embedded/heavy.py", "import django", "heavy"),
]


def copy_to(folder: Path) -> None:
    """Copy what the linter reads."""
    for package in PACKAGES:
        skipped = shutil.ignore_patterns("__pycache__", "locale", "static", "rulebook", "*.pyc")
        shutil.copytree(ROOT / package, folder / package, ignore=skipped)
    shutil.copy(ROOT / "pyproject.toml", folder)


def lint(folder: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Return each contract's verdict, and what is said about each broken one."""
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"],
        cwd=folder,
        env={**os.environ, "COLUMNS": "400", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout
    assert "Contracts:" in said, said + done.stderr
    verdicts = dict(re.findall(r"^(.+) (KEPT|BROKEN)", said, re.MULTILINE))
    _, _, broken = said.partition("Broken contracts")
    parts = re.split(r"^(.+)\n-{3,}$", broken, flags=re.MULTILINE)
    return verdicts, dict(zip((name.strip() for name in parts[1::2]), parts[2::2], strict=True))


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """One copy of the house with every breach in it, as the linter sees it."""
    folder = tmp_path_factory.mktemp("house")
    copy_to(folder)
    for breach in BREACHES:
        file = folder / breach.file
        before = file.read_text(encoding="utf-8") if file.exists() else '"""A breach."""\n'
        file.write_text(f"{before}\n{breach.line}\n", encoding="utf-8")
    return lint(folder)


def contracts() -> list[str]:
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["name"] for contract in table["tool"]["importlinter"]["contracts"]]


def test_every_contract_holds(tmp_path):
    copy_to(tmp_path)
    verdicts, said = lint(tmp_path)
    assert verdicts == dict.fromkeys(contracts(), "KEPT"), said


def test_every_contract_has_a_breach():
    assert {breach.contract for breach in BREACHES} == set(contracts())


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.file}: {breach.line}")
def test_the_contract_notices(broken, breach):
    verdicts, said = broken
    assert verdicts[breach.contract] == "BROKEN"
    assert breach.named in said[breach.contract]


def test_no_contract_is_loosened_for_one_import():
    """Exceptions stand in the table below, with their reason, or they do not exist."""
    allowed = {
        # The command that migrates and grants must see every append-only table.
        "crowdfund.db.management.** -> **.models",
    }
    table = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    found = {
        line for contract in table["tool"]["importlinter"]["contracts"] for line in contract.get("ignore_imports", [])
    }
    assert found <= allowed
