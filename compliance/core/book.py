"""compliance / core: the rulebook as a value, readable for any legal day as any release knew it.

Two questions of time are kept apart. *In force*: on which legal days does a value count (its half-open period)?
*Known*: from which numbered release of the book on did we know it? A correction is a new entry of a later release; the
old entry stays, so that a decision taken under release 1 replays under release 1 for ever.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from compliance.core.canonical import canonical_json
from compliance.core.citation import Citation
from compliance.core.sentences import Sentence
from compliance.core.units import Value, as_text
from crowdfund.kernel.periods import Origin, Period


class Confidence(StrEnum):
    """How well we know an entry, and so what may rest on it.

    One known from memory never decides, whatever it says: it is referred. One that a single page says may let pass, and
    where it would forbid, an officer reads the text and decides.
    """

    CONFIRMED = "confirmed"
    """The text or a reliable page was read."""
    SEED_CONFIRMED = "seed_confirmed"
    SEED = "seed"
    INTERPRETATION = "interpretation"
    """Our reading of a text that was read."""
    PROJECT_DEFAULT = "project_default"
    """Policy of this platform, not law."""
    ONE_PAGE = "one_page"
    """A single page says it, and other things on that page are doubtful; the text was not read."""
    MEMORY = "memory"
    """Not retrieved."""


class InstrumentKind(StrEnum):
    """What sort of text an instrument is."""

    STATUTE = "statute"
    REGULATION = "regulation"
    DEPARTMENTAL_RULE = "departmental_rule"
    SELF_REGULATION = "self_regulation"
    DRAFT = "draft"
    """Never adopted: it may inform, never PERMIT."""
    PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a file of the book, for sentences that somebody has to act on."""

    file: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One dated value: what held on the days of `period`, as known from `release` on.

    `is_repeal` marks a period in which nothing holds any more; `value` is None there, and in the entry of a provision,
    which has a period but no value. `refer_before` is the first day for which an entry of unknown beginning (`ORIGIN`)
    may be used.
    """

    period: Period
    refer_before: date | None
    value: Value | None
    is_repeal: bool
    citation: Citation
    release: int
    encoded_on: date
    verified_on: date
    confidence: Confidence
    place: Place = field(compare=False)

    def to_plain(self) -> dict[str, object]:
        """Return what the hash covers: everything but the freshness stamp and the place in the file."""
        starts, ends = self.period.starts, self.period.ends
        return {
            "starts": starts.value if isinstance(starts, Origin) else starts.isoformat(),
            "ends": ends.isoformat() if ends else None,
            "refer_before": self.refer_before.isoformat() if self.refer_before else None,
            "value": as_text(self.value) if self.value is not None else None,
            "is_repeal": self.is_repeal,
            "citation": self.citation.to_plain(),
            "release": self.release,
            "encoded_on": self.encoded_on.isoformat(),
            "confidence": self.confidence.value,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """An article of an instrument (条款); `id` is ``instrument#article``. Its entries say when it is in force."""

    id: str
    article: str
    title: Sentence
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number or a set of words that the law fixes (参数); `id` is ``instrument.name``."""

    id: str
    unit: str
    meaning: Sentence
    entries: tuple[Entry, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One legal text (规范性文件) and what the book takes from it; one TOML file each."""

    id: str
    kind: InstrumentKind
    title: Sentence
    issuer: Sentence
    document: str
    published_on: date
    provisions: tuple[Provision, ...]
    parameters: tuple[Parameter, ...]
    place: Place = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A numbered state of the book (规则库版本), sealed by the hash of everything known in it."""

    number: int
    issued_on: date
    note: Sentence
    hash: str
    place: Place = field(compare=False)


class NotInForce(LookupError):
    """The book has no value for that day as that release knew it; nothing is ever put in its place."""

    def __init__(self, *, id: str, day: date, release: int, is_uncertain: bool = False) -> None:
        super().__init__(f"{id} is not in force on {day.isoformat()} as known in release {release}")
        self.id = id
        self.day = day
        self.release = release
        self.is_uncertain = is_uncertain
        """Its beginning is unknown and the day lies before the first one for which it is certain."""


class UnknownRelease(LookupError):
    """The book has no release of that number."""


@dataclass(frozen=True, slots=True)
class Book:
    """All instruments and releases; made once per process by `compliance.library`.

    :raises ValueError: two parts with the same id.
    """

    instruments: tuple[Instrument, ...]
    releases: tuple[Release, ...]
    _parameters: Mapping[str, Parameter] = field(init=False, repr=False, compare=False)
    _provisions: Mapping[str, Provision] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        parameters = [each for instrument in self.instruments for each in instrument.parameters]
        provisions = [each for instrument in self.instruments for each in instrument.provisions]
        object.__setattr__(self, "_parameters", {each.id: each for each in parameters})
        object.__setattr__(self, "_provisions", {each.id: each for each in provisions})
        if len(self._parameters) < len(parameters) or len(self._provisions) < len(provisions):
            raise ValueError("two parts of the book have the same id")

    @property
    def latest_release(self) -> Release:
        """Return the newest release."""
        return self.releases[-1]

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Return every parameter, in the order of the files."""
        return tuple(self._parameters.values())

    def has_parameter(self, id: str) -> bool:
        """Tell whether some release knows the parameter."""
        return id in self._parameters

    def has_provision(self, id: str) -> bool:
        """Tell whether the provision is listed."""
        return id in self._provisions

    def at(self, day: date, *, known_at: int) -> "View":
        """Return the book as of a legal day, as known in release number `known_at`.

        :raises UnknownRelease: there is no such release.
        """
        return View(book=self, day=day, release=self.release(known_at))

    def release(self, number: int) -> Release:
        """Return the release of that number.

        :raises UnknownRelease: there is none.
        """
        for release in self.releases:
            if release.number == number:
                return release
        raise UnknownRelease(f"the rulebook has no release {number}; the newest is {self.latest_release.number}")

    def hash_known_at(self, number: int) -> str:
        """Return the SHA-256 over everything that decides and is known in release `number`, whatever the legal day."""
        by_id = sorted(self.instruments, key=lambda each: each.id)
        content = [plain for each in by_id if (plain := _known_part(each, number))]
        return hashlib.sha256(canonical_json(content).encode()).hexdigest()

    def parameter(self, id: str) -> Parameter:
        """Return the parameter.

        :raises KeyError: no file of the book sets it.
        """
        return self._parameters[id]

    def provision(self, id: str) -> Provision:
        """Return the provision.

        :raises KeyError: no file of the book lists it.
        """
        return self._provisions[id]


def _known_part(instrument: Instrument, release: int) -> dict[str, object] | None:
    """Return what a release knows of an instrument, as JSON; None if it knows nothing."""
    parameters = {
        each.id: {"unit": each.unit, "entries": known}
        for each in instrument.parameters
        if (known := _known(each.entries, release))
    }
    provisions = {each.id: known for each in instrument.provisions if (known := _known(each.entries, release))}
    if not parameters and not provisions:
        return None
    return {
        "id": instrument.id,
        "kind": instrument.kind.value,
        "provisions": provisions,
        "parameters": parameters,
    }


def _known(entries: tuple[Entry, ...], release: int) -> list[dict[str, object]]:
    plain = [entry.to_plain() for entry in entries if entry.release <= release]
    return sorted(plain, key=canonical_json)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The book as of one legal day and as known in one release: the only way rules read it."""

    book: Book
    day: date
    release: Release
    _seen: dict[str, Entry | NotInForce] = field(init=False, repr=False, compare=False, default_factory=dict)
    """What was looked up before; the answer of a day and a release never changes."""

    @property
    def hash(self) -> str:
        """Return the hash of the release that this view reads; it does not depend on the day."""
        return self.release.hash

    def entry(self, id: str) -> Entry:
        """Return the entry of a parameter that is in force.

        :raises NotInForce: none is, it was repealed, or its unknown beginning makes the day uncertain.
        """
        return self._found(id, self.book.parameter)

    def provision(self, id: str) -> Entry:
        """Return the entry of a provision that is in force.

        :raises NotInForce: none is, it was repealed, or its unknown beginning makes the day uncertain.
        """
        return self._found(id, self.book.provision)

    def _found(self, id: str, part: Callable[[str], Parameter | Provision]) -> Entry:
        seen = self._seen.get(id)
        if seen is None:
            seen = self._seen[id] = self._current(id, part(id).entries)
        if isinstance(seen, NotInForce):
            raise NotInForce(id=id, day=seen.day, release=seen.release, is_uncertain=seen.is_uncertain)
        return seen

    def _current(self, id: str, entries: tuple[Entry, ...]) -> Entry | NotInForce:
        known = [each for each in entries if each.release <= self.release.number and each.period.contains(self.day)]
        latest = max(known, key=lambda each: each.release, default=None)
        if latest is None or latest.is_repeal:
            return NotInForce(id=id, day=self.day, release=self.release.number)
        if _is_uncertain(latest, self.day):
            return NotInForce(id=id, day=self.day, release=self.release.number, is_uncertain=True)
        return latest


def _is_uncertain(entry: Entry, day: date) -> bool:
    return entry.refer_before is not None and day < entry.refer_before
