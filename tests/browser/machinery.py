"""tests / browser: the processes that work while people read: a worker and a beat on the database of this test."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connections

from tests.custodian import SandboxBank, bank
from tests.screening import SandboxScreener, screener

__all__ = ["bank", "machinery", "screener"]

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def machinery(bank: SandboxBank, screener: SandboxScreener, settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Run bank, screening provider, worker and beat as `make run` does; returns the anchor of this test's audit trail.

    They start while the first pages are read; whoever needs them waits for what they do.
    """
    anchor = tmp_path / "audit.jsonl"
    settings.AUDIT_ANCHOR_PATH = anchor
    address = urlsplit(os.environ["DATABASE_URL"])
    variables = {
        **os.environ,
        **bank.keys.variables(),
        **{name: word for name, word in screener.keys.variables().items() if name.startswith("SCREENING_")},
        # What was encrypted here must be read there.
        **{name: os.environ[name] for name in ("SECRET_KEY", "FIELD_KEYS", "BLIND_INDEX_KEY")},
        "DATABASE_URL": urlunsplit(address._replace(path="/" + connections["default"].settings_dict["NAME"])),
        "CUSTODIAN_URL": bank.url,
        "SCREENING_URL": screener.url,
        "AUDIT_ANCHOR_PATH": str(anchor),
    }
    with ExitStack() as running:
        for words in (
            ("worker", "--pool", "solo", "--without-gossip", "--without-mingle"),
            ("beat", "--pidfile="),
        ):
            running.enter_context(_running(*words, variables=variables, log=tmp_path / f"{words[0]}.log"))
        yield anchor


@contextmanager
def _running(*words: str, variables: dict[str, str], log: Path) -> Iterator[None]:
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "celery", "-A", "tests.browser.quick_app", *words, "-l", "WARNING"],
            cwd=ROOT,
            env=variables,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        yield
        assert process.poll() is None, log.read_text()
    finally:
        process.kill()
        process.wait()
