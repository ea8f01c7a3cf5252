"""compliance / management: `manage.py rulebook show` and `check`. A bad book stops every command before this one."""

from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError

from compliance.core.book import Entry, Instrument, NotInForce, UnknownRelease, View
from compliance.core.rules import RULES
from compliance.core.units import as_text
from compliance.library import book
from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day

STALE_AFTER: Final = timedelta(days=180)
EXPIRED_AFTER: Final = timedelta(days=365)


class Command(BaseCommand):
    """Prints and checks the rulebook."""

    help = "Print the rulebook as of a legal day and as known at a release, or say how it stands."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the verb, the day and the release."""
        parser.add_argument("--as-of", type=date.fromisoformat, metavar="DAY", help="legal day; default: today")
        verbs = parser.add_subparsers(dest="verb", required=True)
        show = verbs.add_parser("show", help="print what is in force")
        show.add_argument("--known-at", type=int, metavar="RELEASE", help="as known at a release; default: the newest")
        verbs.add_parser("check", help="exit code 1 if a value was last verified more than a year ago")

    def handle(self, *_: Any, **options: Any) -> None:
        """Carry out the verb."""
        today = options["as_of"] or legal_day(business_now())
        if options["verb"] == "check":
            self._check(today)
        else:
            self._show(today, options["known_at"] or book().latest_release.number)

    def _show(self, day: date, release: int) -> None:
        try:
            view = book().at(day, known_at=release)
        except UnknownRelease as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"as of {day.isoformat()}, release {release}, hash {view.hash}")
        for line in _lines(view):
            self.stdout.write(line)

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


def _lines(view: View) -> Iterator[str]:
    for instrument in view.book.instruments:
        yield ""
        yield f"{instrument.title.zh} ({instrument.document}) [{instrument.id}]"
        for provision in instrument.provisions:
            yield f"  article {provision.article}  {provision.title.zh}: {_state(view, provision.id)}"
        for parameter in instrument.parameters:
            readers = ", ".join(rule.id for rule in RULES if parameter.id in rule.reads)
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
