"""compliance / core: turns the texts of the rulebook's files into the book, or stops at the first thing wrong."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby, pairwise

from compliance.core.book import (
    Book,
    Confidence,
    Entry,
    Instrument,
    InstrumentKind,
    Parameter,
    Place,
    Provision,
    Release,
)
from compliance.core.citation import Citation
from compliance.core.node import BadBook, Node
from compliance.core.sentences import Sentence
from compliance.core.units import UNITS, Value, WrongUnit
from crowdfund.kernel.periods import ORIGIN, Origin, Period


def edit(*, releases: tuple[str, str], instruments: Iterable[tuple[str, str]], is_draft: bool = False) -> Book:
    """Return the book made of the file of releases and the files of instruments, each a pair of name and text.

    :param is_draft: the newest release is still being written, so that its hash is not compared.
    :raises BadBook: an unknown or missing key, a bad or contradictory date, an overlap, a value that does not fit its
        unit, a floating-point number, an article that is not listed, an id used twice, or a sealed release that no
        longer is what its hash says.
    """
    issued = _releases(Node.parse(file=releases[0], text=releases[1]))
    by_number = {release.number: release for release in issued}
    parts = tuple(_instrument(Node.parse(file=file, text=text), by_number) for file, text in instruments)
    _refuse_twins(parts)
    book = Book(instruments=parts, releases=issued)
    for release in issued[:-1] if is_draft else issued:
        _check_seal(book, release)
    return book


def _releases(top: Node) -> tuple[Release, ...]:
    releases: list[Release] = []
    for number, node in enumerate(top.tables("release"), start=1):
        release = Release(
            number=node.count("number"),
            issued_on=node.day("issued_on"),
            note=node.sentence("note"),
            hash=node.text("hash"),
            place=node.place("hash"),
        )
        node.close()
        if release.number != number:
            node.refuse(f"release {release.number} stands where release {number} belongs.", key="number")
        if releases and release.issued_on < releases[-1].issued_on:
            node.refuse(f"release {number} is issued before release {number - 1}.", key="issued_on")
        releases.append(release)
    top.close()
    if not releases:
        top.refuse("the book has no release.")
    return tuple(releases)


def _check_seal(book: Book, release: Release) -> None:
    found = book.hash_known_at(release.number)
    if found != release.hash:
        raise BadBook(
            release.place,
            f"release {release.number} is sealed with another hash than its values give ({found}); a value that was "
            "released is never edited, a correction is a new entry with a new release.",
        )


def _refuse_twins(parts: tuple[Instrument, ...]) -> None:
    seen: dict[str, Place] = {}
    for part in parts:
        if part.id in seen:
            first = seen[part.id]
            raise BadBook(part.place, f"the instrument {part.id} is already in {first.file}, line {first.line}.")
        seen[part.id] = part.place


def _instrument(top: Node, releases: Mapping[int, Release]) -> Instrument:
    head = top.table("instrument")
    id, title, published_on = head.text("id"), head.sentence("title"), head.day("published_on")
    edition = _Edition(id=id, law=title, published_on=published_on, releases=releases)
    instrument = Instrument(
        id=id,
        kind=head.word("kind", InstrumentKind),
        title=title,
        issuer=head.sentence("issuer"),
        document=head.text("document"),
        published_on=published_on,
        provisions=(provisions := edition.provisions(top.tables("provision"))),
        parameters=edition.parameters(top.tables("parameter"), frozenset(each.article for each in provisions)),
        place=head.place("id"),
    )
    head.close()
    top.close()
    return instrument


class _Edition:
    """Reads the provisions and parameters of one instrument."""

    def __init__(self, *, id: str, law: Sentence, published_on: date, releases: Mapping[int, Release]) -> None:
        self._id = id
        self._law = law
        self._published_on = published_on
        self._releases = releases

    def provisions(self, nodes: tuple[Node, ...]) -> tuple[Provision, ...]:
        """Return the listed articles; an article listed again in a later release changes its period."""
        listed: dict[str, list[tuple[Node, Sentence]]] = {}
        for node in nodes:
            listed.setdefault(node.text("article"), []).append((node, node.sentence("title")))
        return tuple(
            Provision(
                id=f"{self._id}#{article}",
                article=article,
                title=found[-1][1],
                entries=self._entries(tuple(node for node, _ in found), what=f"article {article}", unit=None),
            )
            for article, found in listed.items()
        )

    def parameters(self, nodes: tuple[Node, ...], articles: frozenset[str]) -> tuple[Parameter, ...]:
        """Return the parameters with their dated values, each citing a listed article."""
        parameters: dict[str, Parameter] = {}
        for node in nodes:
            name, unit = node.text("id"), node.text("unit")
            if unit not in UNITS:
                node.refuse(f"the unit {unit} is unknown; known: {', '.join(UNITS)}.", key="unit")
            if name in parameters:
                node.refuse(f"the parameter {name} is already in line {parameters[name].place.line}.", key="id")
            values = node.tables("value")
            for value in values:
                self._refuse_unlisted(value, articles)
            parameters[name] = Parameter(
                id=f"{self._id}.{name}",
                unit=unit,
                meaning=node.sentence("meaning"),
                entries=self._entries(values, what=name, unit=unit),
                place=node.place("id"),
            )
            if not values:
                node.refuse(f"{name} has no value.")
            node.close()
        return tuple(parameters.values())

    @staticmethod
    def _refuse_unlisted(value: Node, articles: frozenset[str]) -> None:
        cite = value.table("cite")
        if (article := cite.text("article")) not in articles:
            cite.refuse(f"article {article} is not listed as a [[provision]] of this instrument.", key="article")

    def _entries(self, nodes: tuple[Node, ...], *, what: str, unit: str | None) -> tuple[Entry, ...]:
        entries = tuple(self._entry(node, unit) for node in nodes)
        order = sorted(zip(entries, nodes, strict=True), key=lambda pair: pair[0].release)
        for release, group in groupby(order, key=lambda pair: pair[0].release):
            _refuse_overlap(list(group), what=what, release=release)
        return entries

    def _entry(self, node: Node, unit: str | None) -> Entry:
        release = self._release(node)
        period, refer_before, value = _holding(node, unit)
        citation = self._citation(node, of_provision=unit is None)
        entry = Entry(
            period=period,
            refer_before=refer_before,
            value=value,
            is_repeal=node.has("repealed_from"),
            citation=citation,
            release=release.number,
            encoded_on=node.day("encoded_on"),
            verified_on=node.day("verified_on"),
            confidence=node.word("confidence", Confidence),
            place=node.place(),
        )
        node.close()
        _refuse_bad_days(node, entry, release)
        return entry

    def _release(self, node: Node) -> Release:
        number = node.count("release")
        if number not in self._releases:
            node.refuse(f"release {number} is not among the releases.", key="release")
        return self._releases[number]

    def _citation(self, node: Node, *, of_provision: bool) -> Citation:
        if of_provision:
            return Citation(law=self._law.zh, article=node.text("article"), dated=self._published_on)
        cite = node.table("cite")
        citation = Citation(law=self._law.zh, article=cite.text("article"), dated=cite.day("dated"))
        cite.close()
        return citation


def _holding(node: Node, unit: str | None) -> tuple[Period, date | None, Value | None]:
    """Return when an entry holds, from when it is certain, and what holds."""
    if node.has("repealed_from"):
        return Period(node.day("repealed_from"), None), None, None
    starts = _beginning(node)
    ends = node.day("effective_until") if node.has("effective_until") else None
    refer_before = node.day("refer_before") if isinstance(starts, Origin) else None
    try:
        period = Period(starts, ends)
    except ValueError:
        node.refuse("effective_until is not after effective_from; a period is half-open.", key="effective_until")
    if unit is None:
        return period, refer_before, None
    try:
        return period, refer_before, UNITS[unit](node.raw("value"))
    except WrongUnit as error:
        node.refuse(f"the value does not fit its unit: {error}.", key="value")


def _beginning(node: Node) -> date | Origin:
    if node.raw("effective_from") == ORIGIN.value:
        return ORIGIN
    return node.day("effective_from")


def _refuse_bad_days(node: Node, entry: Entry, release: Release) -> None:
    if entry.encoded_on > release.issued_on:
        node.refuse(f"encoded_on is after release {release.number} was issued.", key="encoded_on")
    if entry.verified_on < entry.encoded_on:
        node.refuse("verified_on is before encoded_on.", key="verified_on")
    if entry.citation.dated > entry.encoded_on:
        node.refuse("the cited text is dated after encoded_on.", key="cite")


def _refuse_overlap(same_release: list[tuple[Entry, Node]], *, what: str, release: int) -> None:
    order = sorted(same_release, key=lambda pair: _sort_day(pair[0].period.starts))
    for (earlier, _), (later, node) in pairwise(order):
        if earlier.period.overlaps(later.period):
            node.refuse(
                f"this period of {what} overlaps the one in line {earlier.place.line} within release {release}.",
                key="effective_from",
            )


def _sort_day(starts: date | Origin) -> date:
    return date.min if isinstance(starts, Origin) else starts
