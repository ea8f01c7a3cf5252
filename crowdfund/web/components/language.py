"""web / components: which of the two languages the page speaks, and the half of a bilingual text that belongs to it."""

from collections.abc import Mapping

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language


def is_chinese() -> bool:
    """Tell whether the page is in Simplified Chinese; without an active language it is, since that is the default."""
    return (get_language() or "zh-hans").startswith("zh")


def spaced(first: str, second: str) -> SafeString:
    """Put two words together: a blank between Latin words, none before Chinese punctuation, which has its own."""
    return format_html("{}{}{}", first, "" if is_chinese() else " ", second)


def in_language(text: Mapping[str, str] | str | None) -> str:
    """Return the text of the current language out of ``{"zh": ..., "en": ...}``; plain text comes back unchanged.

    :raises KeyError: the mapping lacks the current language; a text in only one language is a fault of its author.
    """
    if text is None:
        return ""
    if isinstance(text, Mapping):
        return text["zh" if is_chinese() else "en"]
    return str(text)
