"""compliance / core: a sentence in both languages of the platform."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self


@dataclass(frozen=True, slots=True)
class Sentence(Mapping[str, str]):
    """One meaning said in Simplified Chinese and in English; it reads as a mapping of ``zh`` and ``en``.

    Both are always kept, because evidence must be readable to whoever looks at it later, whatever language was on the
    screen. A sentence without any text is false.
    """

    zh: str
    en: str

    def __getitem__(self, language: str) -> str:
        if language not in _LANGUAGES:
            raise KeyError(language)
        return self.zh if language == "zh" else self.en

    def __iter__(self) -> Iterator[str]:
        return iter(_LANGUAGES)

    def __len__(self) -> int:
        return len(_LANGUAGES)

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    @classmethod
    def from_plain(cls, plain: Mapping[str, str]) -> Self:
        """Read back what ``dict(sentence)`` gave."""
        return cls(zh=plain["zh"], en=plain["en"])


_LANGUAGES: Final = ("zh", "en")
NOTHING_TO_SAY: Final = Sentence(zh="", en="")
