"""tests / reading: what a reader sees of a piece of HTML."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_BLANK = re.compile(r"\s+")


def visible_text(html: str) -> str:
    """Return the words of `html` without tags, with every run of blanks, no-break ones too, as one blank."""
    return _BLANK.sub(" ", unescape(_TAG.sub("", html))).strip()
