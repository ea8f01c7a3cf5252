"""tests / compliance: the worked cases of the calculators, and what an answer misses of what a case expects."""

import json
import sys
from collections.abc import Iterator
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import Any
from unittest import mock

import yaml
from django.core.management import call_command

FOLDER = Path(__file__).parent / "cases" / "calculators"
AS_SETS = frozenset({"findings", "beaten", "not_examined", "locks", "errors"})


def cases() -> list[dict[str, Any]]:
    """Return every worked case of every file."""
    files = sorted(FOLDER.glob("*.yaml"))
    return [case for file in files for case in yaml.safe_load(file.read_text(encoding="utf-8"))["cases"]]


def ask(name: str, given: Any) -> tuple[dict[str, Any], int]:
    """Return what `manage.py calculate` prints and its exit code, without a process of its own."""
    text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False)
    out = StringIO()
    with mock.patch.object(sys, "stdin", TextIOWrapper(BytesIO(text.encode()))):
        try:
            call_command("calculate", name, stdout=out)
        except SystemExit as ended:
            return json.loads(out.getvalue()), int(ended.code or 0)
    return json.loads(out.getvalue()), 0


def differences(want: Any, got: Any, path: str = "") -> Iterator[str]:
    """Yield where an answer misses what is wanted: the wanted keys of objects, lists entry by entry, some as sets."""
    if isinstance(want, dict) and isinstance(got, dict):
        for key, value in want.items():
            yield from differences(value, got[key], f"{path}/{key}") if key in got else [f"{path}/{key} is missing"]
    elif isinstance(want, list) and isinstance(got, list) and path.rsplit("/", 1)[-1] in AS_SETS:
        yield from (f"{path}: nothing matches {each}" for each in want if not has(got, each))
    elif isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        for index, (left, right) in enumerate(zip(want, got, strict=True)):
            yield from differences(left, right, f"{path}/{index}")
    elif type(want) is not type(got) or want != got:
        yield f"{path}: wanted {want!r}, got {got!r}"


def has(entries: list[Any], wanted: Any) -> bool:
    """Tell whether some entry matches."""
    return any(not list(differences(wanted, entry)) for entry in entries)
