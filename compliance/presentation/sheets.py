"""compliance / presentation: determinations as rows of a spreadsheet, in the reader's words.

Numbers of determinations, subjects and clearances and ids of rules stand beside the words, so that a row can be
found again.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from compliance.core.facts import Basis
from compliance.core.findings import Finding
from compliance.core.ruling import Ruling
from compliance.presentation.subjects import subject_names
from compliance.words import UNIT_WORDS, about_ruling, rule_name
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.days import LEGAL_ZONE
from crowdfund.kernel.money import Currency
from crowdfund.web.components.amounts import unit_text
from crowdfund.web.components.findings import article_text
from crowdfund.web.components.language import in_language
from crowdfund.web.components.outcomes import outcome_word

_A_BATCH: Final = 500
"""As many determinations have their subjects named together."""

_BASES: Final = {
    Basis.OPENING.value: pgettext_lazy("basis of a finding", "target of the raise"),
    Basis.CLOSE.value: pgettext_lazy("basis of a finding", "allocated amount"),
    Basis.STEP_UP.value: pgettext_lazy("basis of a finding", "target of the raise, step-up fully exercised"),
}
_UNITS: Final[dict[str, Promise]] = {
    **UNIT_WORDS,
    "day": pgettext_lazy("unit of the rulebook", "day"),
    "instant": pgettext_lazy("unit of the rulebook", "instant"),
}
_FIGURES: Final = {
    "unknown": pgettext_lazy("measured", "not stated"),
    "yes": pgettext_lazy("measured", "yes"),
    "no": pgettext_lazy("measured", "no"),
}


def headings() -> list[str]:
    """Return the headings of the columns."""
    return [
        _("Determination"),
        _("Determined at (China time)"),
        _("Legal day"),
        _("Subject"),
        _("Number of the subject"),
        _("Question"),
        _("Verdict"),
        _("Cleared by"),
        _("Rule"),
        _("Id of the rule"),
        _("Judged over"),
        _("Person"),
        _("Outcome"),
        _("Measured"),
        _("Limit"),
        _("Unit"),
        _("Source"),
        _("Finding"),
        _("Remedy"),
        _("Release of the rulebook"),
    ]


def sheet_rows(rulings: Iterator[Ruling], *, actor: Actor) -> Iterator[list[str]]:
    """Yield a row for each finding; subjects are named some hundred determinations at a time."""
    while few := list(islice(rulings, _A_BATCH)):
        names = subject_names(few, actor=actor)
        for ruling in few:
            yield from _rows_of(ruling, name=names.get((ruling.subject_kind, ruling.subject_id), ""))


def _rows_of(ruling: Ruling, *, name: str) -> Iterable[list[str]]:
    head = [
        str(ruling.id),
        ruling.determined_at.astimezone(LEGAL_ZONE).strftime("%Y-%m-%d %H:%M:%S"),
        ruling.as_of.isoformat(),
        name,
        str(ruling.subject_id),
        about_ruling(ruling),
        outcome_word(ruling.verdict),
        str(ruling.cleared_by or ""),
    ]
    return ([*head, *_cells_of(finding), str(ruling.release)] for finding in ruling.findings)


def _cells_of(finding: Finding) -> list[str]:
    return [
        rule_name(finding.rule),
        finding.rule,
        str(_BASES.get(finding.basis, finding.basis)),
        finding.about,
        outcome_word(finding.outcome),
        str(_FIGURES.get(finding.measured, finding.measured)),
        str(_FIGURES.get(finding.limit, finding.limit)),
        _unit(finding.unit),
        f"《{finding.citation.law}》{article_text(finding.citation.article)}",
        in_language(finding.message),
        in_language(finding.remedy),
    ]


def _unit(unit: str) -> str:
    return unit_text(Currency(unit)) if unit in set(Currency) else str(_UNITS.get(unit, unit))
