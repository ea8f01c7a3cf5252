"""compliance / management: `manage.py rulebook show`, `diff`, `whatif`, `check`. A bad book stops them all."""

from argparse import SUPPRESS, ArgumentParser
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from compliance.actions.ask_otherwise import ask_otherwise
from compliance.core.book import Entry, Instrument, NotInForce, UnknownRelease, View
from compliance.core.comparison import Change, compare_releases
from compliance.core.findings import Finding
from compliance.core.node import BadBook
from compliance.core.rules import RULES
from compliance.core.terms import readers_of_parameter
from compliance.core.units import as_text
from compliance.core.whatif import Otherwise
from compliance.library import book, read
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import legal_day

STALE_AFTER: Final = timedelta(days=180)
EXPIRED_AFTER: Final = timedelta(days=365)


class Command(BaseCommand):
    """Prints and checks the rulebook."""

    help = "Print the rulebook as of a legal day and as known at a release, compare two releases, or say how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, the day and the releases; the day may stand before the verb or behind it."""
        _add_day(parser, default=None)
        verbs = parser.add_subparsers(dest="verb", required=True)
        show = verbs.add_parser("show", help="print what is in force")
        show.add_argument("--known-at", type=int, metavar="RELEASE", help="as known at a release; default: the newest")
        show.add_argument("--instrument", metavar="ID", help="only this text, such as private_fund_2014")
        diff = verbs.add_parser("diff", help="print what changed from one release to another")
        diff.add_argument("earlier", type=int, metavar="FROM")
        diff.add_argument("later", type=int, metavar="TO")
        whatif = verbs.add_parser("whatif", help="ask the questions of all deals under way for another day or book")
        whatif.add_argument("--day", type=date.fromisoformat, dest="as_of", default=SUPPRESS, help="legal day")
        whatif.add_argument("--book", type=Path, metavar="FOLDER", help="a draft of the book; default: the present one")
        check = verbs.add_parser("check", help="exit code 1 if a value was last verified more than a year ago")
        for verb in (show, diff, check):
            _add_day(verb, default=SUPPRESS)

    def handle(self, *_: Any, **options: Any) -> None:
        """Carry out the verb."""
        if options["verb"] == "diff":  # without a day it compares all days, and needs no clock
            self._diff(options["earlier"], options["later"], options["as_of"])
            return
        today = options["as_of"] or legal_day(business_now())
        if options["verb"] == "whatif":
            self._ask_otherwise(today, options["book"])
        elif options["verb"] == "check":
            self._check(today)
        else:
            self._show(today, options["known_at"] or book().latest_release.number, options["instrument"])

    def _show(self, day: date, release: int, instrument: str | None) -> None:
        try:
            view = book().at(day, known_at=release)
        except UnknownRelease as error:
            raise CommandError(str(error)) from error
        chosen = [each for each in book().instruments if instrument in (None, each.id)]
        if not chosen:
            known = ", ".join(each.id for each in book().instruments)
            raise CommandError(f"the rulebook has no instrument {instrument}; it has {known}")
        self.stdout.write(f"as of {day.isoformat()}, release {release}, hash {view.hash}")
        for line in _lines(view, chosen):
            self.stdout.write(line)

    def _diff(self, earlier: int, later: int, day: date | None) -> None:
        try:
            changes = compare_releases(book=book(), rules=RULES, earlier=earlier, later=later, day=day)
        except UnknownRelease as error:
            raise CommandError(str(error)) from error
        when = f" for {day.isoformat()}" if day else ""
        self.stdout.write(f"release {earlier} to release {later}{when}: {len(changes)} differences")
        for law, group in groupby(changes, key=lambda change: change.law):
            self.stdout.write(f"\n{law.zh} | {law.en}")
            for change in group:
                self.stdout.write("\n".join(_change_lines(change)))

    def _ask_otherwise(self, day: date, folder: Path | None) -> None:
        try:
            law = read(folder, is_draft=True) if folder else book()
        except (BadBook, OSError) as error:
            raise CommandError(f"The draft can't be used. {error}") from error
        actor = Actor.system("compliance.command", "manage.rulebook.whatif")
        asked, found = ask_otherwise(actor=actor, day=day, law=law)
        self.stdout.write(
            f"{asked} questions of deals under way, asked for {day.isoformat()} of release {law.latest_release.number}:"
            f" {len(found)} would come out otherwise"
        )
        for each in found:
            self.stdout.write("\n".join(_otherwise_lines(each)))

    def _check(self, today: date) -> None:
        newest = book().latest_release
        entries = [entry for instrument in book().instruments for entry in _entries(instrument)]
        stale = [entry for entry in entries if today - entry.verified_on > STALE_AFTER]
        for entry in stale:
            place = f"{entry.place.file}, line {entry.place.line}"
            self.stdout.write(f"{place}: last verified on {entry.verified_on.isoformat()}; read the text again.")
        if any(today - entry.verified_on > EXPIRED_AFTER for entry in stale):
            raise CommandError("a value of the rulebook was last verified more than a year ago", returncode=1)
        self.stdout.write(
            f"release {newest.number}, hash {newest.hash}: {len(book().instruments)} instruments,"
            f" {len(entries)} dated entries, {len(RULES)} rules; {len(stale)} to verify again"
        )


def _entries(instrument: Instrument) -> Iterator[Entry]:
    for provision in instrument.provisions:
        yield from provision.entries
    for parameter in instrument.parameters:
        yield from parameter.entries


def _add_day(parser: ArgumentParser, *, default: str | None) -> None:
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="DAY", default=default, help="legal day; default: today"
    )


def _change_lines(change: Change) -> Iterator[str]:
    """Yield what changed in one part of the book: what it is, what held before, what holds now, and for whom."""
    yield f"  article {change.article}  {change.kind.value} {change.part.value} {change.id}"
    yield f"      {change.title.zh} | {change.title.en}"
    for sign, stretches in (("-", change.before), ("+", change.after)):
        for each in stretches:
            held = f"{each.value} {change.unit}, " if each.value else "in force "
            doubt = f", referred before {each.refer_before.isoformat()}" if each.refer_before else ""
            yield f"    {sign} {held}{each.stretch}{doubt} (article {each.article}, {each.confidence.value})"
    if change.place is not None:
        yield f"      {change.place.file}, line {change.place.line}"
    elif change.used_by:
        yield f"      <- {', '.join(change.used_by)}"


def _otherwise_lines(each: Otherwise) -> Iterator[str]:
    """Yield one question that would be answered otherwise: about what, the verdict, and each rule before and after."""
    ruling = each.ruling
    about = f"{ruling.subject_kind} {ruling.subject_id}, {ruling.facts_kind}, determination {ruling.id}"
    yield f"\n{about}: {ruling.verdict} -> {each.trouble or each.verdict}"
    for one in each.differences:
        yield f"  {one.rule}: {_finding(one.before)} -> {_finding(one.after)}"


def _finding(finding: Finding | None) -> str:
    if finding is None:
        return "nothing"
    limit = f" ({finding.measured} against {finding.limit} {finding.unit})" if finding.limit else ""
    return f"{finding.outcome} article {finding.citation.article}{limit}"


def _lines(view: View, instruments: Iterable[Instrument]) -> Iterator[str]:
    for instrument in instruments:
        yield ""
        yield f"{instrument.title.zh} ({instrument.document}) [{instrument.id}]"
        for provision in instrument.provisions:
            yield f"  article {provision.article}  {provision.title.zh}: {_state(view, provision.id)}"
        for parameter in instrument.parameters:
            rules = (rule.id for rule in RULES if parameter.id in rule.reads)
            readers = ", ".join((*rules, *readers_of_parameter(parameter.id)))
            yield f"  {parameter.id} = {_value(view, parameter.id, parameter.unit)}  <- {readers}"


def _state(view: View, provision: str) -> str:
    try:
        return f"in force, {_evidence(view.provision(provision))}"
    except NotInForce:
        return "not in force"


def _value(view: View, parameter: str, unit: str) -> str:
    try:
        entry = view.entry(parameter)
    except NotInForce:
        return "not in force"
    if entry.value is None:
        return "not in force"
    return f"{as_text(entry.value)} {unit} (article {entry.citation.article}, {_evidence(entry)})"


def _evidence(entry: Entry) -> str:
    return f"{entry.confidence.value}, verified {entry.verified_on.isoformat()}"
