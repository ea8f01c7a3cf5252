"""compliance / core: what a rule is, and how it reads the book."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeAlias, TypeVar

from compliance.core.book import Confidence, Entry, NotInForce, Place, View
from compliance.core.citation import Citation
from compliance.core.facts import Facts
from compliance.core.findings import Finding
from compliance.core.sentences import Sentence
from compliance.core.units import Value, as_text
from crowdfund.kernel.money import Money

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The rule has nothing to say about these facts, and why; that is no permission."""

    reason: Sentence


@dataclass(frozen=True, slots=True)
class Missing:
    """The rule applies, and these of its facts are unknown; the engine refers it, or says that it was not examined."""

    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A value that a rule looked up: part of the trace of a determination."""

    parameter: str
    value: str
    unit: str
    citation: Citation
    confidence: Confidence

    def to_plain(self) -> dict[str, Any]:
        """Return the ground for JSON."""
        return {
            "parameter": self.parameter,
            "value": self.value,
            "unit": self.unit,
            "citation": self.citation.to_plain(),
            "confidence": self.confidence.value,
        }


class Reading:
    """The book in the hands of one rule: it may look up what it said it reads, and each look is remembered."""

    def __init__(self, *, view: View, reads: frozenset[str], provision: str) -> None:
        self._view = view
        self._reads = reads
        self._provision = provision
        self._looked_up: dict[str, Entry] = {}

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """Return what was looked up, in the order of the first look."""
        book = self._view.book
        return tuple(
            Ground(
                parameter=id,
                value=as_text(value) if (value := entry.value) is not None else "",
                unit=book.parameter(id).unit,
                citation=entry.citation,
                confidence=entry.confidence,
            )
            for id, entry in self._looked_up.items()
        )

    @property
    def day(self) -> date:
        """Return the legal day of the question."""
        return self._view.day

    @property
    def own_citation(self) -> Citation:
        """Return the citation of the provision that the rule puts into words, for a rule that compares no value.

        :raises NotInForce: it is not in force.
        """
        return self._view.provision(self._provision).citation

    def citation_of(self, parameter: str) -> Citation:
        """Return the citation of a value that is in force.

        :raises NotInForce: none is.
        """
        return self._entry(parameter).citation

    def money(self, parameter: str) -> Money:
        """Return an amount that is in force.

        :raises NotInForce: none is.
        :raises TypeError: the parameter is no amount.
        """
        return _as(Money, self._entry(parameter).value, parameter)

    def percent(self, parameter: str) -> Decimal:
        """Return a percentage that is in force, 2 for 2 %.

        :raises NotInForce: none is.
        :raises TypeError: the parameter is no percentage.
        """
        return _as(Decimal, self._entry(parameter).value, parameter)

    def count(self, parameter: str) -> int:
        """Return a number of persons, days or years that is in force.

        :raises NotInForce: none is.
        :raises TypeError: the parameter is no whole number.
        """
        return _as(int, self._entry(parameter).value, parameter)

    def months(self, parameter: str) -> int:
        """Return a number of months that is in force.

        :raises NotInForce: none is.
        :raises TypeError: the parameter is no whole number.
        """
        return _as(int, self._entry(parameter).value, parameter)

    def words(self, parameter: str) -> frozenset[str]:
        """Return a set of words that is in force.

        :raises NotInForce: none is.
        :raises TypeError: the parameter is no set of words.
        """
        return _as(frozenset, self._entry(parameter).value, parameter)

    def in_force(self, *parameters: str) -> str:
        """Return the first of these parameters that has a value on the day, for a rule that several texts held in turn.

        :raises NotInForce: none has.
        """
        for parameter in parameters[:-1]:
            if self._is_in_force(parameter):
                return parameter
        self._entry(parameters[-1])
        return parameters[-1]

    def _is_in_force(self, parameter: str) -> bool:
        try:
            self._view.entry(parameter)
        except NotInForce:
            return False
        return True

    def _entry(self, parameter: str) -> Entry:
        if parameter not in self._reads:
            raise KeyError(f"the rule did not say that it reads {parameter}")
        entry = self._looked_up[parameter] = self._view.entry(parameter)
        return entry


V = TypeVar("V", Money, Decimal, int, frozenset[str])


def _as(kind: type[V], value: Value | None, parameter: str) -> V:
    if not isinstance(value, kind):
        raise TypeError(f"{parameter} is no {kind.__name__}")
    return value


Judged: TypeAlias = Finding | tuple[Finding, ...] | NotApplicable | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule(Generic[F]):
    """One provision as one pure function.

    `facts` is the kind of facts it judges, `provision` the article it puts into words (``instrument#article``) and
    whose period is its own, `reads` every parameter it may look up. The function returns what it found (several
    findings where it judges several moments or persons), `NotApplicable`, or `Missing`; it never raises for a "no".

    `formerly` lists the articles that said the same on other days (an older statute, a renumbered article): the first
    of `provision` and `formerly` that is in force on the legal day is the one that is put into words and cited.

    `beats` names the more general rules that give way wherever this one found something (特别规定优先).

    A function is never changed once a determination used it: the better one is a new rule with `since_release`, and the
    old one gets `until_release` (half-open), so that an old determination replays with the function of its day.
    """

    id: str
    facts: type[F]
    provision: str
    reads: frozenset[str]
    judge: Callable[[F, Reading], Judged]
    since_release: int
    until_release: int | None = None
    beats: frozenset[str] = frozenset()
    formerly: tuple[str, ...] = ()

    @property
    def provisions(self) -> tuple[str, ...]:
        """Return every article that the rule puts into words, the present one first."""
        return (self.provision, *self.formerly)

    def is_known_at(self, release: int) -> bool:
        """Tell whether the release of that number judges by this function."""
        return self.since_release <= release and (self.until_release is None or release < self.until_release)

    @property
    def place(self) -> Place:
        """Return where the function begins."""
        code = self.judge.__code__
        return Place(f"{self.judge.__module__.replace('.', '/')}.py", code.co_firstlineno)


AnyRule = Rule[Any]
