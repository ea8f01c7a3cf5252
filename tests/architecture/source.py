"""tests / architecture: the source as the tests read it: which file stands on which floor of which room."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("crowdfund", "compliance", "deals", "exits")
ROOMS = (
    *(
        f"crowdfund/{room}"
        for room in ("kernel", "db", "web", "accounts", "audit", "files", "ledger", "notices", "partners", "sweeps")
    ),
    "crowdfund/embedded",
    "compliance",
    "deals",
    "exits",
)
DOORS = frozenset(
    {
        "views",
        "api",
        "tasks",
        "admin",
        "management",
        "middleware",
        "adapter",
        "authentication",
        "stepup",
        "urls",
        "api_urls",
        "forms",
        "serializers",
        "presentation",
    }
)
"""Floors on which a request, a form or the clock may be spoken of."""


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: where it stands and what is written in it."""

    path: str
    text: str

    @property
    def room(self) -> str:
        """The room, such as `crowdfund/audit`; `roof` for what stands on top, and the package for `compliance`."""
        for room in ROOMS:
            if self.path.startswith(f"{room}/"):
                return room
        return "roof"

    @property
    def floor(self) -> str:
        """The floor in its room: `core`, `models`, `views` ...; for the rooms without floors the module's name."""
        inside = self.path.removeprefix(f"{self.room}/") if self.room != "roof" else self.path.split("/", 1)[1]
        return inside.split("/", 1)[0].removesuffix(".py")

    @property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return _parsed(self.text)


@cache
def _parsed(text: str) -> ast.Module:
    return ast.parse(text)


@cache
def modules() -> tuple[Module, ...]:
    """Return every source file of the product, without migrations."""
    return tuple(
        Module(str(file.relative_to(ROOT)), file.read_text(encoding="utf-8"))
        for package in PACKAGES
        for file in sorted((ROOT / package).rglob("*.py"))
        if "migrations" not in file.parts
    )


def in_room_and_floor(*, rooms: frozenset[str] | None = None, floors: frozenset[str] | None = None) -> Iterator[Module]:
    """Yield the modules of some rooms and floors."""
    for module in modules():
        if (rooms is None or module.room in rooms) and (floors is None or module.floor in floors):
            yield module
