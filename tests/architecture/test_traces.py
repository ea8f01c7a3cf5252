"""tests / architecture: nothing tells of the machine it was written on, and nothing waits to be finished."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Put together from pieces, so that this file does not find itself.
TRACES = {
    "a folder of somebody's machine": re.compile(
        r"(?<![\w.{])/(?:ro" + r"ot|ho" + r"me/\w+|wo" + r"rk|Us" + r"ers/\w+)/"
    ),
    "where packages come from": re.compile(r"(?:index-url|find-links|trusted-host)[=\s'\"]+\w+://(?!\w+\.example)"),
    "a registry": re.compile(r"https?://(?:pypi|files\.pythonhosted|registry|artifactory|nexus)[\w.-]*", re.IGNORECASE),
    "something unfinished": re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b"),
    "a private network": re.compile(r"\b(?:10\.\d+|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d+\.\d+\b"),
    "a key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----|AKIA[0-9A-Z]{16}"),
}
CONTROLS = {
    "a folder of somebody's machine": "cp /ro" + "ot/x .",
    "where packages come from": "--extra-index-url" + " https://mirror.org/simple",
    "a registry": "https://py" + "pi.org/simple",
    "something unfinished": "# TO" + "DO: later",
    "a private network": "10.1" + ".2.3",
    "a key": "-----BEGIN PRIV" + "ATE KEY-----",
}
BINARY = {".png", ".ico", ".woff2", ".pdf", ".jpg", ".gz"}


def tracked() -> list[Path]:
    """Return the files that belong to the project, also those that are about to."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    files = [ROOT / line for line in listed.stdout.splitlines()]
    return [file for file in files if file.is_file() and file.suffix not in BINARY]


@pytest.mark.parametrize("what", TRACES)
def test_the_tree_does_not_hold(what):
    found = []
    for file in tracked():
        for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if TRACES[what].search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    assert found == []


@pytest.mark.parametrize("what", TRACES)
def test_it_would_be_noticed(what):
    assert TRACES[what].search(CONTROLS[what])


def test_no_compiled_translation_and_no_state_is_tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert not [line for line in listed.splitlines() if line.endswith((".mo", ".pyc")) or line.startswith(".local/")]
