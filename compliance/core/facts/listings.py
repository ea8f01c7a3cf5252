"""compliance / core: the facts about shares of a company that was listed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from compliance.core.facts.base import Facts, Unknown
from compliance.core.sentences import Sentence


class Board(StrEnum):
    """Where shares are listed (板块)."""

    MAIN = "main"
    """主板"""
    CHINEXT = "chinext"
    """创业板"""
    STAR = "star"
    """科创板"""
    BSE = "bse"
    """北交所"""


class HolderPart(StrEnum):
    """Which part a holder of shares plays in the issuer (股东身份)."""

    CONTROLLER = "controller"
    """控股股东或实际控制人"""
    OTHER = "other"
    """其他股东"""


@dataclass(frozen=True, slots=True, kw_only=True)
class LockUpFacts(Facts):
    """What the rules want to know about one lot of shares issued before a listing (首发前股份) that is to be sold.

    `listed_on` is the first day of trading; `sale_on` the legal day on which the lot would be sold.
    """

    kind: ClassVar[str] = "lock_up"
    title: ClassVar[Sentence] = Sentence(zh="限售期", en="Lock-up")
    names: ClassVar[Mapping[str, Sentence]] = {
        "board": Sentence(zh="上市板块", en="board of the listing"),
        "part": Sentence(zh="股东身份", en="part of the holder"),
        "listed_on": Sentence(zh="上市日", en="day of the listing"),
        "sale_on": Sentence(zh="拟转让日", en="day of the sale"),
    }

    board: Board | Unknown
    part: HolderPart | Unknown
    listed_on: date | Unknown
    sale_on: date | Unknown
