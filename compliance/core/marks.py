"""compliance / core: where a text says one of some phrases, and does not deny it.

Texts are data: nothing here decides what a phrase means. A phrase is not marked where the same clause denies it before
("本产品不承诺保本", "we do not guarantee returns"), because a warning is not a promise.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_REACH: Final = 24
"""How many characters before a phrase a denial may stand; a clause is rarely longer between the two."""

_CLAUSE_END: Final = re.compile(r"[，。；！？,.;!?\n]")
_DENIAL_ZH: Final = re.compile(r"不(?!仅|但|只|错|断|论|管|低于|少于)|未|无法|没有|并非|禁止|严禁|勿")
_DENIAL_EN: Final = re.compile(r"\b(no|not|never|neither|nor|without|cannot|can't|don't|doesn't|isn't|won't)\b")


@dataclass(frozen=True, slots=True)
class Mark:
    """A phrase in a text: characters `start` up to, not including, `end`."""

    start: int
    end: int
    phrase: str


def marks(text: str, phrases: Iterable[str]) -> tuple[Mark, ...]:
    """Return where the text says one of the phrases, first place first; of overlapping phrases the longest counts.

    Upper and lower case are the same; a phrase in Latin letters is a word or words of its own.
    """
    found: list[Mark] = []
    for phrase in sorted(phrases, key=lambda each: (-len(each), each)):
        for match in _pattern(phrase).finditer(text):
            mark = Mark(match.start(), match.end(), phrase)
            if not _is_denied(text, mark) and not any(_overlap(mark, other) for other in found):
                found.append(mark)
    return tuple(sorted(found, key=lambda mark: mark.start))


def _pattern(phrase: str) -> re.Pattern[str]:
    escaped = r"\s+".join(re.escape(part) for part in phrase.split())
    if phrase.isascii():
        escaped = rf"(?<![a-z0-9]){escaped}(?![a-z0-9])"
    return re.compile(escaped, re.IGNORECASE)


def _is_denied(text: str, mark: Mark) -> bool:
    before = text[max(0, mark.start - _REACH) : mark.start]
    clause = _CLAUSE_END.split(before)[-1].lower()
    return bool(_DENIAL_ZH.search(clause) or _DENIAL_EN.search(clause))


def _overlap(one: Mark, other: Mark) -> bool:
    return one.start < other.end and other.start < one.end
