"""web / components: a plain table as data, for pages that need no more and for the text alternative of charts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from crowdfund.web.components.display import display, is_amount

Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell: what it shows, the heading it belongs to, whether it stands at the right edge."""

    content: SafeString
    label: Text
    is_amount: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption, headings and rows of values; the first value of a row names the row.

    :raises ValueError: a row is longer or shorter than the headings.
    """

    caption: Text
    headings: Sequence[Text]
    rows: Sequence[Sequence[Any]]
    text_amounts: Collection[int] = ()
    """Places of columns whose values are figures already written as text; they stand at the right edge too."""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.headings) for row in self.rows):
            raise ValueError("each row needs one value for each heading")

    @property
    def cells(self) -> list[list[Cell]]:
        """Return the rows ready to be printed."""
        return [
            [
                Cell(content=display(value), label=label, is_amount=is_amount(value) or place in self.text_amounts)
                for place, (label, value) in enumerate(zip(self.headings, row, strict=True))
            ]
            for row in self.rows
        ]

    @property
    def columns(self) -> list[tuple[Text, bool]]:
        """Return each heading and whether its column holds amounts (judged by the first row)."""
        first = self.rows[0] if self.rows else [None] * len(self.headings)
        return [
            (label, is_amount(value) or place in self.text_amounts)
            for place, (label, value) in enumerate(zip(self.headings, first, strict=True))
        ]
