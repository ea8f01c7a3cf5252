"""compliance / core: what changed in the rulebook between two of its releases, for people who have to read it.

A release adds entries and never edits any, so the change is told in what counts: the stretches of legal days on which
one value held as the earlier release knew it, against those as the later one does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from itertools import pairwise

from compliance.core.book import Book, Confidence, Entry, Instrument, Parameter, Place, Provision
from compliance.core.rule import AnyRule
from compliance.core.sentences import Sentence
from compliance.core.units import as_text
from crowdfund.kernel.periods import ORIGIN, Origin, Period


class Part(StrEnum):
    """What of the book changed."""

    PROVISION = "provision"
    PARAMETER = "parameter"
    RULE = "rule"


class ChangeKind(StrEnum):
    """How it changed between the two releases."""

    BEGUN = "begun"
    CHANGED = "changed"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """What held on the days of a period as one release knew it; `value` is canonical text, empty for an article.

    Before `refer_before` nobody is certain that it held.
    """

    period: Period
    refer_before: date | None
    value: str
    article: str
    confidence: Confidence

    @property
    def stretch(self) -> str:
        """Return the period as two days, the second the first on which it no longer held; `origin` if unknown."""
        starts, ends = self.period.starts, self.period.ends
        beginning = starts.value if isinstance(starts, Origin) else starts.isoformat()
        return f"{beginning} to {ends.isoformat()}" if ends else f"from {beginning}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between two releases.

    `law` is the title of the instrument and `article` where in it; `title` what the article or value is about. `before`
    and `after` hold only what differs, earliest first, and are empty for a rule. `used_by` are the rules of the later
    release that read it; of a rule `place` is where its function begins.
    """

    part: Part
    kind: ChangeKind
    id: str
    law: Sentence
    article: str
    title: Sentence
    unit: str = ""
    before: tuple[Holding, ...] = ()
    after: tuple[Holding, ...] = ()
    used_by: tuple[str, ...] = ()
    place: Place | None = None


def compare_releases(
    *, book: Book, rules: Sequence[AnyRule], earlier: int, later: int, day: date | None = None
) -> tuple[Change, ...]:
    """Return what changed from one release to another: articles, values and rules, instrument by instrument.

    :param day: only what counts on this legal day, so that a period that merely ends on another day is no difference.
    :raises UnknownRelease: there is no such release.
    """
    book.release(earlier)
    book.release(later)
    return tuple(
        change
        for instrument in book.instruments
        for change in (
            *_changed_provisions(book, instrument, rules, earlier, later, day),
            *_changed_parameters(instrument, rules, earlier, later, day),
            *_changed_rules(book, instrument, rules, earlier, later),
        )
    )


def timeline(entries: Iterable[Entry], *, known_at: int) -> tuple[Holding, ...]:
    """Return what held when as known in a release: where two entries cover a day, the one of the later release counts.

    Days on which nothing held are in no stretch; neighbours that say the same are one.
    """
    known = [entry for entry in entries if entry.release <= known_at]
    edges = sorted({_first_day(entry.period) for entry in known} | {e.period.ends for e in known if e.period.ends})
    stretches: list[Holding] = []
    for begins, ends in pairwise([*edges, None]):
        if begins is None or (holding := _holding_on(known, begins, ends)) is None:
            continue
        last = stretches[-1] if stretches else None
        if last and last.period.ends == begins and _says_the_same(last, holding):
            stretches[-1] = replace(last, period=Period(last.period.starts, ends))
        else:
            stretches.append(holding)
    return tuple(stretches)


def readers_of(provision: Provision, *, book: Book, rules: Iterable[AnyRule]) -> tuple[str, ...]:
    """Return the rules that rest on an article: those that put it into words or read a value that cites it."""
    cited = {entry.citation for entry in provision.entries}
    citing = {each.id for each in book.parameters if any(entry.citation in cited for entry in each.entries)}
    return _ids(rule for rule in rules if provision.id in rule.provisions or rule.reads & citing)


def _first_day(period: Period) -> date:
    return date.min if isinstance(period.starts, Origin) else period.starts


def _holding_on(known: Iterable[Entry], begins: date, ends: date | None) -> Holding | None:
    covering = [entry for entry in known if entry.period.contains(begins)]
    entry = max(covering, key=lambda each: each.release, default=None)
    if entry is None or entry.is_repeal:
        return None
    return Holding(
        period=Period(ORIGIN if begins == date.min else begins, ends),
        refer_before=entry.refer_before,
        value=as_text(entry.value) if entry.value is not None else "",
        article=entry.citation.article,
        confidence=entry.confidence,
    )


def _says_the_same(one: Holding, other: Holding) -> bool:
    return replace(one, period=other.period) == other


def _difference(
    entries: tuple[Entry, ...], earlier: int, later: int, day: date | None
) -> tuple[ChangeKind, tuple[Holding, ...], tuple[Holding, ...]] | None:
    """Return how the entries of one part changed and the stretches that differ; None if nothing did."""
    before, after = timeline(entries, known_at=earlier), timeline(entries, known_at=later)
    if day is not None:
        before, after = _on(day, before), _on(day, after)
        if len(before) == len(after) and all(map(_says_the_same, before, after)):
            return None
    if before == after:
        return None
    kind = ChangeKind.CHANGED if before and after else ChangeKind.BEGUN if after else ChangeKind.ENDED
    return kind, tuple(x for x in before if x not in after), tuple(x for x in after if x not in before)


def _on(day: date, stretches: tuple[Holding, ...]) -> tuple[Holding, ...]:
    """Return the stretch around a day; it is said from when it is certain only if that is still to come."""
    return tuple(
        each if each.refer_before and day < each.refer_before else replace(each, refer_before=None)
        for each in stretches
        if each.period.contains(day)
    )


def _changed_provisions(
    book: Book, instrument: Instrument, rules: Sequence[AnyRule], earlier: int, later: int, day: date | None
) -> Iterator[Change]:
    current = [rule for rule in rules if rule.is_known_at(later)]
    for part in instrument.provisions:
        if (found := _difference(part.entries, earlier, later, day)) is not None:
            kind, before, after = found
            yield Change(
                part=Part.PROVISION,
                kind=kind,
                id=part.id,
                law=instrument.title,
                article=part.article,
                title=part.title,
                before=before,
                after=after,
                used_by=readers_of(part, book=book, rules=current),
            )


def _changed_parameters(
    instrument: Instrument, rules: Sequence[AnyRule], earlier: int, later: int, day: date | None
) -> Iterator[Change]:
    for part in instrument.parameters:
        if (found := _difference(part.entries, earlier, later, day)) is not None:
            kind, before, after = found
            yield Change(
                part=Part.PARAMETER,
                kind=kind,
                id=part.id,
                law=instrument.title,
                article=_article_of(part, after or before),
                title=part.meaning,
                unit=part.unit,
                before=before,
                after=after,
                used_by=_ids(rule for rule in rules if part.id in rule.reads and rule.is_known_at(later)),
            )


def _article_of(part: Parameter, stretches: tuple[Holding, ...]) -> str:
    return stretches[-1].article if stretches else part.entries[-1].citation.article


def _changed_rules(
    book: Book, instrument: Instrument, rules: Sequence[AnyRule], earlier: int, later: int
) -> Iterator[Change]:
    """Yield the rules on an instrument's articles that began, ended, or have another function than before."""
    own = [rule for rule in rules if rule.provision.partition("#")[0] == instrument.id]
    before = {(rule.id, rule.facts): rule for rule in own if rule.is_known_at(earlier)}
    after = {(rule.id, rule.facts): rule for rule in own if rule.is_known_at(later)}
    for key in dict.fromkeys([*before, *after]):
        was, now = before.get(key), after.get(key)
        rule = now or was
        if rule is None or was is now:
            continue
        provision = book.provision(rule.provision)
        yield Change(
            part=Part.RULE,
            kind=ChangeKind.CHANGED if was and now else ChangeKind.BEGUN if now else ChangeKind.ENDED,
            id=rule.id,
            law=instrument.title,
            article=provision.article,
            title=provision.title,
            place=rule.place,
        )


def _ids(rules: Iterable[AnyRule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(rule.id for rule in rules))
