"""The whole thread by `docs/partner/thread.py`, a program that knows nothing but the address and the cast.

Everything else is real as well: web, worker and beat, PostgreSQL, Redis and the sandbox bank, each its own process. A
second beat turns faster than the first, so that nobody waits for half a minute; two beats change no result.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.chaos.house import House
from tests.crowdfund.embedded.children import PROJECT

pytestmark = pytest.mark.slow

PROOFS = (["ledger", "check"], ["audit", "verify"], ["compliance", "replay"], ["deals", "check"])


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    house = House(tmp_path_factory.mktemp("partner"))
    beat = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "tests.browser.quick_app", "beat", "--pidfile=", "-l", "ERROR"],
        cwd=PROJECT,
        env=house.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield house
    finally:
        beat.kill()
        beat.wait()
        house.end()


@pytest.fixture(scope="module")
def cast(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    done = house.manage("practice_cast")
    assert done.returncode == 0, done.stderr
    file = tmp_path_factory.mktemp("cast") / "cast.json"
    file.write_text(done.stdout, encoding="utf-8")
    return file


def _play(house: House, cast: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the script as a partner would: in another folder, with nothing of the platform's in its environment."""
    return subprocess.run(
        [sys.executable, "-I", "-c", _ALONE, str(PROJECT / "docs" / "partner"), house.address, str(cast)],
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "PYTHONIOENCODING": "utf-8", "no_proxy": "127.0.0.1,localhost"},
        capture_output=True,
        text=True,
        timeout=600,
    )


_ALONE = """
import runpy, sys
folder = sys.argv.pop(1)
sys.path = [folder, *(place for place in sys.path if "site-packages" not in place)]
runpy.run_path(f"{folder}/thread.py", run_name="__main__")
"""
"""Runs the script without a single installed package, so that it needs the standard library and nothing else."""


def test_a_wrong_secret_ends_the_script_with_a_problem(house: House, cast: Path, tmp_path: Path) -> None:
    wrong = json.loads(cast.read_text(encoding="utf-8"))
    wrong["partner"]["client_secret"] += "x"
    spoilt = tmp_path / "cast.json"
    spoilt.write_text(json.dumps(wrong), encoding="utf-8")

    done = _play(house, spoilt, tmp_path)

    assert done.returncode == 1
    assert "invalid_client" in done.stderr


def test_the_script_plays_the_thread_and_every_proof_holds(house: House, cast: Path, tmp_path: Path) -> None:
    done = _play(house, cast, tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "The thread is through."
    for words in PROOFS:
        proof = house.manage(*words)
        assert proof.returncode == 0, proof.stdout + proof.stderr
