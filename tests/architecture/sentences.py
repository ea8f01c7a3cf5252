"""tests / architecture: every sentence that people may see, found in Python and in templates, and its translations."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import allauth
import django
import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.architecture.source import PACKAGES, ROOT, modules

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
LANGUAGE = "zh_Hans"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as it is written in the source: its context (often none) and its English words."""

    context: str
    words: str


def in_python(text: str) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences of a Python source with their line numbers."""
    for line, function, message, _, context in _extracted(text):
        words = message[0] if isinstance(message, tuple) else message
        has_context = "pgettext" in function
        yield line, Sentence((context or "") if has_context else "", words)


def _extracted(text: str) -> Iterator[tuple[int, str, Any, list[str], str | None]]:
    options = {"encoding": "utf-8"}
    for line, message, comments, context in extract("python", io.BytesIO(text.encode()), KEYWORDS, options=options):
        yield line, "pgettext" if context else "gettext", message, comments, context


def in_template(text: str) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences of a template with their line numbers."""
    # What templatize writes is a row of calls among noise; its indentation means nothing.
    yield from in_python("\n".join(line.lstrip() for line in templatize(text).splitlines()))


def templates() -> list[Path]:
    """Return every template that people may see."""
    return sorted(file for suffix in ("html", "txt") for file in (ROOT / "templates").rglob(f"*.{suffix}"))


def sentences() -> dict[Sentence, str]:
    """Return every sentence of the house with one place where it stands."""
    found: dict[Sentence, str] = {}
    for module in modules():
        for line, sentence in in_python(module.text):
            found.setdefault(sentence, f"{module.path}:{line}")
    for file in templates():
        for line, sentence in in_template(file.read_text(encoding="utf-8")):
            found.setdefault(sentence, f"{file.relative_to(ROOT)}:{line}")
    return found


def catalogues() -> dict[str, polib.POFile]:
    """Return each room's translations, by the file's path."""
    files = sorted(
        file for room in PACKAGES for file in (ROOT / room).glob(f"**/locale/{LANGUAGE}/LC_MESSAGES/django.po")
    )
    return {str(file.relative_to(ROOT)): polib.pofile(str(file)) for file in files}


def said_by_packages() -> set[Sentence]:
    """Return the sentences that Django and allauth say, whether or not they have Chinese words for them."""
    found = set()
    for package in (django, allauth):
        for file in Path(str(package.__file__)).parent.glob("**/locale/en/LC_MESSAGES/django.po"):
            found |= {Sentence(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(file))}
    return found


def plain_words(text: str) -> Iterator[tuple[int, str]]:
    """Yield words of a template that are shown as they stand, outside of any translation.

    Attributes, names of classes that a block fills in, and what stands in `code` are not read as sentences.
    """
    for hidden in _HIDDEN:
        text = hidden.sub(lambda match: re.sub(r"[^\n]", "\x1f", match[0]), text)
    for number, line in enumerate(text.splitlines(), start=1):
        for word in re.findall(r"[A-Za-z\u4e00-\u9fff]{2,}[\w .'-]*", line):
            yield number, word.strip()


_HIDDEN = [
    re.compile(pattern, re.DOTALL)
    for pattern in (
        r"\{% comment %\}.*?\{% endcomment %\}",
        r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}",
        r"\{% block (?:page_class|body_attributes) %\}.*?\{% endblock %\}",
        r"\{[%{#].*?[%}#]\}",
        r"<(code|style)\b[^>]*>.*?</\1>",
        r"<!--.*?-->|<[^>]*>",
        r"&\w+;",
    )
]
