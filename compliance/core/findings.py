"""compliance / core: what one rule found."""

from dataclasses import dataclass
from typing import Any, Self

from compliance.core.citation import Citation
from compliance.core.outcome import Outcome
from compliance.core.sentences import Sentence

UNKNOWN = "unknown"
"""What stands for a measured value that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The answer of one rule: outcome, measured against limit, provision, and what would make it pass.

    `measured` and `limit` are plain values in `unit` (``CNY``: yuan with two decimals, ``percent``, ``day`` ...), or
    the word ``unknown``; both are empty where nothing is measured. `message` says what was found, `remedy` what to do;
    the remedy of a PERMIT is empty. A rule that judges more than once says in `basis` over what or at which moment
    (``opening``, ``close``, ``step_up``), and in `about` which person; both are empty elsewhere.
    """

    rule: str
    outcome: Outcome
    measured: str
    limit: str
    citation: Citation
    message: Sentence
    remedy: Sentence
    unit: str = ""
    basis: str = ""
    about: str = ""

    def substance(self) -> tuple[str, ...]:
        """Return what a replay must find again: everything but the wording, which may be put better later."""
        cited = (self.citation.law, self.citation.article, self.citation.dated.isoformat())
        return (self.rule, self.outcome.value, self.measured, self.limit, self.unit, self.basis, self.about, *cited)

    def to_plain(self) -> dict[str, Any]:
        """Return the finding for JSON; `basis` and `about` only where they say something."""
        narrower = {"basis": self.basis, "about": self.about}
        return {
            "rule": self.rule,
            "outcome": self.outcome.value,
            **{name: word for name, word in narrower.items() if word},
            "measured": self.measured,
            "limit": self.limit,
            "unit": self.unit,
            "citation": self.citation.to_plain(),
            "message": dict(self.message),
            "remedy": dict(self.remedy),
        }

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Self:
        """Read back what `to_plain` wrote."""
        return cls(
            rule=plain["rule"],
            outcome=Outcome(plain["outcome"]),
            measured=plain["measured"],
            limit=plain["limit"],
            unit=plain["unit"],
            basis=plain.get("basis", ""),
            about=plain.get("about", ""),
            citation=Citation.from_plain(plain["citation"]),
            message=Sentence.from_plain(plain["message"]),
            remedy=Sentence.from_plain(plain["remedy"]),
        )
