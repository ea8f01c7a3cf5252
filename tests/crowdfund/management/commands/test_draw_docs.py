"""The documents show the machines, rooms and contracts of the code."""

import importlib
import pkgutil
from pathlib import Path
from types import ModuleType

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from crowdfund.kernel.machine import Machine
from crowdfund.management.commands.draw_docs import drawn, machines


def _modules() -> list[ModuleType]:
    """Return every module of the cores, wherever a room has one."""
    found = []
    for room in settings.ROOMS:
        if importlib.util.find_spec(f"{room}.core") is None:
            continue
        core = importlib.import_module(f"{room}.core")
        names = [each.name for each in pkgutil.walk_packages(core.__path__, f"{room}.core.")]
        found += [importlib.import_module(name) for name in names]
    return found


def test_the_committed_text_is_current():
    call_command("draw_docs", check=True)


def test_no_machine_is_forgotten():
    everywhere = {id(value) for module in _modules() for value in vars(module).values() if isinstance(value, Machine)}
    assert everywhere == {id(machine) for machine in machines()}


def test_what_is_not_current_is_noticed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Path, "read_text", lambda _: "<!-- drawn: machines -->\nold\n<!-- end -->")
    with pytest.raises(CommandError, match="not current"):
        call_command("draw_docs", check=True)


def test_only_what_stands_between_the_marks_is_drawn():
    text = drawn("Before\n<!-- drawn: machines -->\n<!-- end -->\nAfter")
    assert text.startswith("Before\n")
    assert text.endswith("<!-- end -->\nAfter")
    for machine in machines():
        assert machine.mermaid() in text
    assert drawn(text) == text


def test_an_unknown_drawing_is_an_error():
    with pytest.raises(KeyError):
        drawn("<!-- drawn: dragons -->\n<!-- end -->")
