"""tests / embedded: what is refused before anything starts."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crowdfund.embedded.errors import CannotStart
from crowdfund.embedded.run import DEFAULT_PORT, wanted_port
from tests.crowdfund.embedded.children import PROJECT


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def _run(state: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    given = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "REDIS_"))}
    return subprocess.run(
        [sys.executable, "-m", "crowdfund.embedded", "run"],
        cwd=PROJECT,
        env={**given, "CROWDFUND_ENV": "local", "CROWDFUND_STATE": str(state), **variables},
        capture_output=True,
        text=True,
    )


def test_a_taken_port_gets_one_sentence_before_anything_starts(tmp_path: Path, taken: int) -> None:
    done = _run(tmp_path, PORT=str(taken))

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.strip() == (
        f"Port {taken} is taken by another program; choose another one, for instance make run PORT={taken + 1}."
    )
    assert not (tmp_path / "postgres").exists()


def test_production_is_refused(tmp_path: Path) -> None:
    done = _run(tmp_path, CROWDFUND_ENV="production")

    assert done.returncode == 1
    assert "docker-compose.yml" in done.stderr
    assert not any(tmp_path.iterdir())


@pytest.mark.parametrize("port", ["", "8000"])
def test_the_usual_port(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    assert wanted_port() == DEFAULT_PORT


@pytest.mark.parametrize("port", ["http", "-1", "0", "65536", "80.5", "٣"])
def test_what_is_no_port_number_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CannotStart, match="is not a port number"):
        wanted_port()


def test_a_database_of_yours_needs_both_roles(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    done = _run(tmp_path, PORT=str(port), DATABASE_URL="postgresql://app@db/crowdfund")

    assert done.returncode == 1
    assert "DATABASE_OWNER_URL must be set too" in done.stderr


def test_status_and_stop_say_that_nothing_runs(tmp_path: Path) -> None:
    for door in ("status", "stop"):
        done = subprocess.run(
            [sys.executable, "-m", "crowdfund.embedded", door],
            cwd=PROJECT,
            env={**os.environ, "CROWDFUND_STATE": str(tmp_path)},
            capture_output=True,
            text=True,
        )
        assert (done.returncode, done.stdout) == (0, "Nothing is running.\n")
