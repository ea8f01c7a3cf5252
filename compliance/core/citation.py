"""compliance / core: where a value or a finding comes from."""

from dataclasses import dataclass
from datetime import date
from typing import Self


@dataclass(frozen=True, slots=True)
class Citation:
    """A place in a dated legal text (依据).

    `law` is the official Chinese title, `article` the article's number as the text counts it (``12``, ``13(1)``),
    `dated` the legal day on which the cited text was published.
    """

    law: str
    article: str
    dated: date

    def to_plain(self) -> dict[str, str]:
        """Return the citation for JSON, the day as ISO 8601."""
        return {"law": self.law, "article": self.article, "dated": self.dated.isoformat()}

    @classmethod
    def from_plain(cls, plain: dict[str, str]) -> Self:
        """Read back what `to_plain` wrote."""
        return cls(law=plain["law"], article=plain["article"], dated=date.fromisoformat(plain["dated"]))
