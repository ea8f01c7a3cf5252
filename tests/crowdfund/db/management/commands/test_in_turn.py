"""tests / db commands: several commands in one process."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@pytest.fixture
def project(tmp_path: Path, settings) -> Path:
    """A project with one translation file that was never compiled."""
    folder = tmp_path / "deals" / "locale" / "zh_Hans" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(HEADER)
    settings.BASE_DIR = tmp_path
    return tmp_path


@pytest.mark.usefixtures("project")
def test_they_run_one_after_the_other() -> None:
    out = io.StringIO()

    call_command("in_turn", "compile_messages", "compile_messages", stdout=out)

    assert out.getvalue().splitlines() == ["1 translation files compiled.", "", "0 translation files compiled."]


def test_the_first_that_fails_ends_it(project: Path) -> None:
    with pytest.raises(CommandError, match="no_such_command"):
        call_command("in_turn", "no_such_command", "compile_messages", stdout=io.StringIO())

    assert not list(project.glob("**/*.mo"))
