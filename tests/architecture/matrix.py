"""tests / architecture: the reviewed table of who gets what at which address, read from matrix.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.architecture.world import PERSONAS
from tests.factories.hostile import pdf_bytes

FILE = Path(__file__).parent / "matrix.toml"
SIGN_IN_COLUMNS = ("anonymous", "stranger", "operator")
"""Columns of the addresses that allauth brings: nothing there depends on a role, only on being signed in."""

_PARAMETER = re.compile(r"<\w+:(\w+)>|\(\?P<(\w+)>[^()]+\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One address with one method: how to ask, and what each persona gets."""

    path: str
    method: str
    expected: Mapping[str, str]
    at: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        what = ",".join(self.at.values())
        return f"{self.method} /{self.path}" + (f" ({what})" if what else "")

    def address(self, things: Mapping[str, str]) -> str:
        """Return the address for the things it is about; a value that is no thing stands for itself."""

        def fill(match: re.Match[str]) -> str:
            value = self.at[match[1] or match[2]]
            return things.get(value, value)

        return "/" + _PARAMETER.sub(fill, self.path).replace("^", "").removesuffix("$")

    def body(self, things: Mapping[str, str]) -> dict[str, Any]:
        """Return what is sent: `@name` is the thing's id, `file:name.pdf` a small PDF of that name."""
        return {name: _sent(value, things) for name, value in self.data.items()}


def _sent(value: Any, things: Mapping[str, str]) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith("file:"):
        return SimpleUploadedFile(value.removeprefix("file:"), pdf_bytes(), "application/pdf")
    return things[value[1:]] if value.startswith("@") else value


def rows() -> tuple[Row, ...]:
    """Return every row of the table.

    :raises ValueError: a row has another number of columns than there are personas.
    """
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    ours = [row for entry in table["route"] for row in _rows_of(entry, PERSONAS)]
    sign_in = [row for entry in table["sign_in"] for row in _rows_of(entry, SIGN_IN_COLUMNS)]
    return (*ours, *sign_in)


def _rows_of(entry: Mapping[str, Any], columns: tuple[str, ...]) -> list[Row]:
    return [
        Row(
            path=entry["path"],
            method=method,
            expected=dict(zip(columns, entry[method].split(), strict=True)),
            at=entry.get("at", {}),
            data=entry.get("data", {}) if method != "GET" else {},
        )
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE")
        if method in entry
    ]
