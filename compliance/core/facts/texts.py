"""compliance / core: the facts about what an offer says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.sentences import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One text that investors would read; `place` is the word for where it stands (``title``, ``business``)."""

    place: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFacts(Facts):
    """What an offer says, word for word (宣传用语)."""

    kind: ClassVar[str] = "texts"
    title: ClassVar[Sentence] = Sentence(zh="宣传用语", en="Words of an offer")
    names: ClassVar[Mapping[str, Sentence]] = {"passages": Sentence(zh="文字内容", en="texts of the offer")}

    passages: tuple[Passage, ...] | Unknown
