"""tests / deployment: the environment variables that the project reads, taken from its code."""

import ast
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SOURCES = ("crowdfund/settings.py", "crowdfund/files/core/configuration.py")
READERS = {"read", "str", "bool", "int", "list", "path", "db_url", "email_url", "_required", "get", "setdefault"}


def variables_read() -> set[str]:
    """Every name that is passed to a reader of the environment, as a literal or in a loop over literals."""
    found: set[str] = set()
    for node in (node for source in SOURCES for node in ast.walk(ast.parse((PROJECT / source).read_text()))):
        if isinstance(node, ast.Call) and _name(node.func) in READERS and node.args:
            found |= _words(node.args[0])
        if isinstance(node, ast.For):
            found |= _words(node.iter)
    return found


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _words(node: ast.expr) -> set[str]:
    constants = [part.value for part in ast.walk(node) if isinstance(part, ast.Constant)]
    return {word for word in constants if isinstance(word, str) and word.isupper()}
