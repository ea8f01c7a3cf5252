"""compliance / core: a sentence in both languages of the platform."""

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Sentence:
    """One meaning said in Simplified Chinese and in English.

    Both are always kept, because evidence must be readable to whoever looks at it later, whatever language was on the
    screen. An empty sentence is false.
    """

    zh: str
    en: str

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def in_language(self, code: str) -> str:
        """Return the text for a language code such as ``zh-hans`` or ``en``; Chinese unless English is asked for."""
        return self.en if code.startswith("en") else self.zh

    def to_plain(self) -> dict[str, str]:
        """Return both texts for JSON."""
        return {"zh": self.zh, "en": self.en}

    @classmethod
    def from_plain(cls, plain: dict[str, str]) -> Self:
        """Read back what `to_plain` wrote."""
        return cls(zh=plain["zh"], en=plain["en"])


NOTHING_TO_SAY = Sentence(zh="", en="")
