"""tests / architecture: no page carries a script, a style or a handler of its own, or asks another origin."""

import re
from pathlib import Path

import pytest

from tests.architecture.source import ROOT, modules

FORBIDDEN = {
    "a script of its own": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")", re.IGNORECASE
    ),
    "a style of its own": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "a handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "an address that is a script": re.compile(r"javascript:", re.IGNORECASE),
    "another origin": re.compile(r"(?:src|href|action|data-hx-\w+|hx-\w+)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE),
    "text that is trusted": re.compile(r"\|\s*safe\b|autoescape\s+off", re.IGNORECASE),
}
CONTROLS = {
    "a script of its own": "<script>alert(1)</script>",
    "a style of its own": '<p style="color:red">',
    "a handler": '<button onclick="x()">',
    "an address that is a script": '<a href="javascript:x()">',
    "another origin": '<img src="https://example.com/x.png">',
    "text that is trusted": "{{ name|safe }}",
}


def templates() -> list[Path]:
    return sorted(file for suffix in ("html", "txt", "svg") for file in (ROOT / "templates").rglob(f"*.{suffix}"))


def is_let_pass(file: Path, what: str) -> bool:
    """Mail programs read styles only from the mail itself, and a plain text has nothing to escape."""
    return (what == "a style of its own" and file.parent.name == "email") or (
        what == "text that is trusted" and file.suffix == ".txt"
    )


def breaches(text: str, what: str) -> list[str]:
    without_comments = re.sub(r"\{% comment %\}.*?\{% endcomment %\}", "", text, flags=re.DOTALL)
    return [match[0] for match in FORBIDDEN[what].finditer(without_comments)]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_carries(what):
    found = [
        f"{file.relative_to(ROOT)}: {breach}"
        for file in templates()
        if not is_let_pass(file, what)
        for breach in breaches(file.read_text(encoding="utf-8"), what)
    ]
    assert found == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_line_of_python_makes(what):
    found = [f"{module.path}: {breach}" for module in modules() for breach in breaches(module.text, what)]
    assert found == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_it_would_be_noticed(what):
    assert breaches(CONTROLS[what], what)


def test_what_is_harmless_is_let_pass():
    harmless = (
        '<script src="/static/x.js" defer></script><script type="application/json">{}</script><a href="/rounds/">'
    )
    assert not any(breaches(harmless, what) for what in FORBIDDEN)


def test_every_form_that_changes_something_carries_its_key_and_token():
    form = re.compile(r"<form\b[^>]*method=\"post\"[^>]*>.*?</form>", re.DOTALL | re.IGNORECASE)
    keyless = [
        str(file.relative_to(ROOT))
        for file in templates()
        for found in form.findall(file.read_text(encoding="utf-8"))
        if not re.search(r"form_hidden|csrf_token|elements/form", found)
    ]
    assert keyless == []


def test_scripts_stand_in_files_and_ask_nobody_else():
    scripts = [file for room in ("crowdfund", "compliance", "deals") for file in (ROOT / room).rglob("static/**/*.js")]
    assert scripts
    for script in scripts:
        text = script.read_text(encoding="utf-8")
        assert not re.search(r"\beval\(|new Function\(|innerHTML|document\.write|https?://", text), script
