"""roof / management: draws into the documents what the code knows best: rooms, machines and import contracts."""

import importlib
import re
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from crowdfund.kernel.machine import Machine

_BLOCK = re.compile(r"(<!-- drawn: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


class Command(BaseCommand):
    """`manage.py draw_docs`: rewrites the drawn blocks of docs/architecture.md; `--check` only tells."""

    help = "Draw rooms, machines and import contracts into docs/architecture.md."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the wish to change nothing."""
        parser.add_argument("--check", action="store_true", help="change nothing; fail if the text is not current")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw, or compare.

        :raises CommandError: the committed text is not current.
        """
        file = settings.BASE_DIR / "docs" / "architecture.md"
        before = file.read_text()
        after = drawn(before)
        if options["check"]:
            if before != after:
                raise CommandError("docs/architecture.md is not current; run manage.py draw_docs.")
        else:
            file.write_text(after)


def drawn(text: str) -> str:
    """Return the text with every block between `<!-- drawn: NAME -->` and `<!-- end -->` drawn anew.

    :raises KeyError: a block asks for a drawing that nobody knows.
    """
    drawings = {"rooms": _rooms, "contracts": _contracts, "machines": _machines}
    return _BLOCK.sub(lambda block: f"{block[1]}\n{drawings[block[2]]()}\n{block[3]}", text)


def machines() -> Iterator[Machine[Any, Any]]:
    """Yield every machine of the platform, in the order of the rooms; a room keeps its own in `core/states.py`."""
    for room in settings.ROOMS:
        if find_spec(f"{room}.core") and find_spec(f"{room}.core.states"):
            found = vars(importlib.import_module(f"{room}.core.states")).values()
            yield from (value for value in found if isinstance(value, Machine))


def _machines() -> str:
    return "\n".join(f"### {machine.name}\n\n```mermaid\n{machine.mermaid()}```\n" for machine in machines())


def _rooms() -> str:
    lines = ["| room | purpose | may enter |", "|---|---|---|"]
    for room in settings.ROOMS:
        card = importlib.import_module(room).__doc__ or ""
        purpose, enters = (_line(card, word) for word in ("Purpose", "May enter"))
        lines.append(f"| `{room}` | {purpose} | {enters} |")
    return "\n".join([*lines, ""])


def _line(card: str, word: str) -> str:
    found = re.search(rf"^{word}: (.*)$", card, re.MULTILINE)
    return found[1].rstrip(".") if found else ""


def _contracts() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    return "\n".join([*(f"* **{contract['name']}** ({contract['type']})" for contract in contracts), ""])
