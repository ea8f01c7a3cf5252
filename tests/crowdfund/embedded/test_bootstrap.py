"""tests / embedded: the first file that runs, whatever Python there is."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from crowdfund.embedded import bootstrap
from tests.crowdfund.embedded.children import PROJECT


@pytest.mark.parametrize("version", [(3, 9), (3, 10), (3, 13), (3, 14), (4, 0)])
def test_an_unsupported_python_gets_one_sentence(version: tuple[int, int]) -> None:
    with pytest.raises(bootstrap.CannotInstall) as refusal:
        bootstrap.refuse_unsupported(version)

    assert str(refusal.value).startswith(f"This needs Python 3.11 or 3.12, and found {version[0]}.{version[1]} (")


@pytest.mark.parametrize("version", [(3, 11), (3, 12)])
def test_a_supported_python_passes(version: tuple[int, int]) -> None:
    bootstrap.refuse_unsupported(version)


def test_the_sentence_is_all_that_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))

    assert bootstrap.main(["run"]) == 1
    assert capsys.readouterr().err.strip().count("\n") == 0


def test_an_old_python_can_read_the_file_as_far_as_the_sentence() -> None:
    ast.parse(Path(bootstrap.__file__).read_text(), feature_version=(3, 7))


def test_it_runs_alone_without_the_project(tmp_path: Path) -> None:
    script = (
        "import runpy, sys; runpy.run_path(sys.argv[1]); print([n for n in sys.modules if n.startswith('crowdfund')])"
    )

    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", script, bootstrap.__file__],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"


def test_a_missing_python_gets_one_sentence() -> None:
    done = subprocess.run(["make", "run", "PYTHON=/nowhere/python3"], cwd=PROJECT, capture_output=True, text=True)

    assert done.returncode != 0
    assert "There is no /nowhere/python3 on this machine: install Python 3.11 or 3.12." in done.stdout


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project with two locks that name no package."""
    locks = {level: tmp_path / f"{level}.txt" for level in ("run", "test")}
    for lock in locks.values():
        lock.write_text("")
    monkeypatch.setattr(bootstrap, "PROJECT", tmp_path)
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "TOOL", tmp_path / ".local" / "tool")
    return tmp_path


@pytest.fixture
def installed(project: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The levels that were installed; nothing is fetched."""
    done: list[str] = []
    monkeypatch.setattr(bootstrap, "install", done.append)
    return done


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each environment be made without a pip of its own, as where the machine's pip can install into it."""
    monkeypatch.setattr(bootstrap, "has_pip_for_others", lambda: True)


def test_a_lock_that_is_installed_is_not_installed_again(project: Path, installed: list[str]) -> None:
    bootstrap.prepare("run")
    bootstrap.prepare("run")

    assert installed == ["run"]
    assert bootstrap.is_usable(project / ".venv" / "bin" / "python")


@pytest.mark.usefixtures("quick")
def test_a_changed_lock_is_installed(project: Path, installed: list[str]) -> None:
    bootstrap.prepare("run")
    (project / "run.txt").write_text("# changed\n")
    bootstrap.prepare("run")

    assert installed == ["run", "run"]


@pytest.mark.usefixtures("quick")
def test_the_test_lock_holds_what_running_needs(project: Path, installed: list[str]) -> None:
    bootstrap.prepare("run")
    bootstrap.prepare("test")
    bootstrap.prepare("run")

    assert installed == ["run", "test"]


@pytest.mark.usefixtures("quick")
def test_an_environment_whose_python_has_gone_is_made_again(project: Path, installed: list[str]) -> None:
    bootstrap.prepare("run")
    python = project / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")

    bootstrap.prepare("run")

    assert installed == ["run", "run"]
    assert bootstrap.is_usable(python)


def test_pip_takes_over_where_uv_cannot_be_had(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def run(command: list[str], variables: dict[str, str] | None = None) -> str:
        asked.append(command)
        return "no such package: uv" if "--target" in command else ""

    monkeypatch.setattr(bootstrap, "run", run)
    bootstrap.install("run")

    assert asked[-1][-2:] == ["-r", str(project / "run.txt")]
    assert "--require-hashes" in asked[-1]
    assert "install" in asked[-1]


@pytest.mark.parametrize(
    ("configuration", "variables"),
    [
        (
            "global.index-url='https://mirror.example/simple'\nglobal.timeout='9'",
            {"UV_DEFAULT_INDEX": "https://mirror.example/simple"},
        ),
        ("global.extra-index-url='https://extra.example/simple'", {}),
        ("", {}),
    ],
)
def test_uv_asks_the_index_that_pip_is_configured_for(
    monkeypatch: pytest.MonkeyPatch, configuration: str, variables: dict[str, str]
) -> None:
    monkeypatch.setattr(bootstrap, "pip", lambda: ["pip"])
    monkeypatch.setattr(bootstrap, "run_and_hear", lambda _: (0, configuration))

    assert bootstrap.uv_index() == variables


def test_packages_that_cannot_be_had_give_one_sentence_and_the_reason(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "run", lambda *_: "connection refused")

    with pytest.raises(bootstrap.CannotInstall, match=r"could not be installed; .*\nconnection refused"):
        bootstrap.install("run")
