"""compliance / library: reads the rulebook and the papers from the package once per process, and refuses bad ones."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from compliance.core.book import Book, View
from compliance.core.completeness import check_fit
from compliance.core.edition import edit
from compliance.core.papers import SpecialWarning, read_questionnaires, read_warnings
from compliance.core.risk_assessment import Questionnaire
from compliance.core.rules import RULES
from compliance.core.terms import TERMS
from compliance.core.units import Value

_PROJECT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = _PROJECT / "compliance" / "rulebook"
PAPERS: Final = _PROJECT / "compliance" / "papers"
_RELEASES: Final = "releases.toml"


@cache
def book() -> Book:
    """Return the rulebook of this process, read and checked at the first call.

    :raises BadBook: the book can't be used; the sentence names file and line.
    """
    return read(FOLDER)


def newest_book_on(day: date) -> View:
    """Return the rulebook of this process as of a legal day, as its newest release knows it.

    :raises BadBook: the book can't be used.
    """
    return book().at(day, known_at=book().latest_release.number)


def value_on(day: date, parameter: str) -> Value | None:
    """Return what a parameter says on a legal day, as the newest release knows it; for terms that no rule reads.

    :raises NotInForce: it says nothing.
    """
    return book().at(day, known_at=book().latest_release.number).entry(parameter).value


@cache
def questionnaires() -> tuple[Questionnaire, ...]:
    """Return the versions of the risk questionnaire (风险测评问卷), the oldest first, read at the first call.

    :raises BadBook: the file can't be used; the sentence names file and line.
    """
    file, text = _source(PAPERS / "risk_questionnaire.toml")
    return read_questionnaires(file=file, text=text)


@cache
def special_warnings() -> tuple[SpecialWarning, ...]:
    """Return the versions of the special written warning (特别风险警示), the oldest first, read at the first call.

    :raises BadBook: the file can't be used; the sentence names file and line.
    """
    file, text = _source(PAPERS / "special_warning.toml")
    return read_warnings(file=file, text=text)


def read(folder: Path, *, is_draft: bool = False) -> Book:
    """Return the rulebook of a folder: ``releases.toml`` and one file per instrument, at any depth.

    :param is_draft: the newest release is still being written and needs no seal.
    :raises BadBook: the book can't be used, or does not fit the rules.
    :raises OSError: a file can't be read.
    """
    releases = folder / _RELEASES
    files = sorted(file for file in folder.rglob("*.toml") if file != releases)
    result = edit(releases=_source(releases), instruments=[_source(file) for file in files], is_draft=is_draft)
    check_fit(book=result, rules=RULES, terms=TERMS)
    return result


def _source(file: Path) -> tuple[str, str]:
    """Return the name by which people find the file, and its text."""
    name = file.relative_to(_PROJECT) if file.is_relative_to(_PROJECT) else file
    return str(name), file.read_text(encoding="utf-8")
