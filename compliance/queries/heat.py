"""compliance / queries: which rule stands in the way of which deal, in a number of queries that does not grow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import BooleanField, Case, ExpressionWrapper, F, Max, Q, Value, When, Window
from django.db.models.functions import RowNumber

from compliance.core.deals import ABOUT_ONE, ABOUT_ONE_UNLESS_OF_A_COMPANY, installed_deals
from compliance.core.outcome import Outcome
from compliance.core.policy import may_watch_board
from compliance.core.ruling import Ruling
from compliance.models import Determination
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import organisations_of
from crowdfund.kernel.actor import Actor
from crowdfund.notices.core.names import names_of

if TYPE_CHECKING:
    from django.db.models import QuerySet

DealKey = tuple[str, UUID]

OBSTACLES = (Outcome.WARN, Outcome.REFER, Outcome.DENY)
"""What one person's own step must come out as to be shown beside a deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deal:
    """A column: a deal, its name if the reader may see it, the company that asked, and the day of the last question."""

    key: DealKey
    name: str
    company: str
    asked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The gravest that one rule found about one deal when it was last asked, and where that is written.

    `people` is 0 for what was found about the deal itself. Otherwise the rule was asked of the deal by single persons
    only, for a step of their own, and stood in the way of so many of them.
    """

    outcome: Outcome
    determination_id: UUID
    is_cleared: bool
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """Rule by deal: the deals asked about latest, the rules that found something, and a cell where both meet."""

    deals: Sequence[Deal]
    rules: Sequence[str]
    cells: Mapping[tuple[str, DealKey], Cell]

    def is_objected_by(self, rule: str) -> bool:
        """Tell whether a rule found anything but a permission in one of the deals."""
        return any(key[0] == rule for key in self._objections())

    def stops(self, deal: Deal) -> bool:
        """Tell whether anything but a permission was found about a deal."""
        return any(key[1] == deal.key for key in self._objections())

    def _objections(self) -> list[tuple[str, DealKey]]:
        return [key for key, cell in self.cells.items() if cell.outcome is not Outcome.PERMIT]


def heat_of(actor: Actor, *, deals: int = 12) -> Heat:
    """Return the heat map of the deals asked about latest, the gravest rules first.

    Of each deal and of each of its parts only the latest answer to each kind of question counts: what was mended is no
    longer shown. What single persons asked for a step of their own is no answer about the deal: of each of them the
    latest counts, where it stands in their way and nothing was found about the deal itself. Five queries and the names.

    :raises NotAuthorised: unless the actor is an officer with a second factor or an auditor.
    """
    require(may_watch_board(actor), actor=actor)
    columns = _asked_latest(actor, deals=deals)
    home = _parts_of(columns) | {key: key for key in columns}
    rulings = [(home[each.subject_kind, each.subject_id], each, is_one) for each, is_one in _latest(actor, home)]
    cells: dict[tuple[str, DealKey], Cell] = {}
    for deal, ruling, is_one in rulings:
        if not is_one:
            _take_in(cells, ruling, deal)
    cells |= _of_single_persons([(deal, each) for deal, each, is_one in rulings if is_one], known=cells)
    worst = {rule: max(cells[key].outcome.severity for key in cells if key[0] == rule) for rule, _ in cells}
    return Heat(
        deals=_named(columns, [(deal, each) for deal, each, _is_one in rulings], actor=actor),
        rules=sorted(worst, key=lambda rule: (-worst[rule], rule)),
        cells=cells,
    )


def latest_of_each_question(
    actor: Actor, *, kinds: Iterable[str] | None = None
) -> "QuerySet[Determination, Determination]":
    """Return the latest determination of each kind of question about each subject, newest first. One query.

    :param kinds: only about these kinds of subject.
    """
    rows = Determination.objects.visible_to(actor)
    if kinds is not None:
        rows = rows.filter(subject_kind__in=list(kinds))
    place = Window(
        RowNumber(),
        partition_by=[F("subject_kind"), F("subject_id"), F("facts_kind")],
        order_by=F("id").desc(),
    )
    return rows.annotate(place=place).filter(place=1).order_by("-id")


def _asked_latest(actor: Actor, *, deals: int) -> dict[DealKey, date]:
    """Return the deals that a question was asked about latest, and on which legal day. One query."""
    rows = Determination.objects.visible_to(actor).filter(subject_kind__in=list(installed_deals()))
    asked = rows.order_by().values("subject_kind", "subject_id").annotate(last=Max("determined_at"), day=Max("as_of"))
    latest = asked.order_by("-last", "subject_id")[:deals].values_list("subject_kind", "subject_id", "day")
    return {(kind, number): day for kind, number, day in latest}


def _parts_of(columns: Iterable[DealKey]) -> dict[DealKey, DealKey]:
    found: dict[DealKey, DealKey] = {}
    for kind, reader in installed_deals().items():
        parts = reader([number for each, number in columns if each == kind])
        found |= {part: (kind, number) for part, number in parts.items()}
    return found


def _latest(actor: Actor, parts: Iterable[DealKey]) -> list[tuple[Ruling, bool]]:
    """Return the latest answer to each kind of question, and whether it is about one person's step. One query."""
    is_one = Q(subject_kind__in=list(installed_deals())) & (
        Q(facts_kind__in=list(ABOUT_ONE))
        | Q(facts_kind__in=list(ABOUT_ONE_UNLESS_OF_A_COMPANY), organisation_id__isnull=True)
    )
    place = Window(
        RowNumber(),
        partition_by=[F("subject_kind"), F("subject_id"), F("facts_kind"), F("is_one"), F("person")],
        order_by=F("id").desc(),
    )
    # Each side asks for the place, so that the whole condition is judged after the places are given.
    counts = Q(place=1, is_one=False) | Q(place=1, verdict__in=[each.value for each in OBSTACLES])
    rows = (
        Determination.objects.visible_to(actor)
        .filter(subject_id__in=[number for _kind, number in parts])
        .annotate(is_one=ExpressionWrapper(is_one, output_field=BooleanField()))
        .annotate(person=Case(When(is_one, then=F("actor_id")), default=Value(None)))
        .annotate(place=place)
        .filter(counts)
        .order_by("-id")
    )
    return [(row.as_open_ruling(), vars(row)["is_one"]) for row in rows if (row.subject_kind, row.subject_id) in parts]


def _take_in(cells: dict[tuple[str, DealKey], Cell], ruling: Ruling, deal: DealKey) -> None:
    for finding in ruling.findings:
        known = cells.get((finding.rule, deal))
        if known is None or finding.outcome.severity > known.outcome.severity:
            cells[finding.rule, deal] = Cell(
                outcome=finding.outcome, determination_id=ruling.id, is_cleared=ruling.cleared_by is not None
            )


def _of_single_persons(
    rulings: Iterable[tuple[DealKey, Ruling]], *, known: Mapping[tuple[str, DealKey], Cell]
) -> dict[tuple[str, DealKey], Cell]:
    """Return what stands in the way of single persons, where nothing is known of the deal itself."""
    found: dict[tuple[str, DealKey], list[tuple[Outcome, Ruling]]] = {}
    for deal, ruling in rulings:
        for finding in ruling.findings:
            if finding.outcome in OBSTACLES and (finding.rule, deal) not in known:
                found.setdefault((finding.rule, deal), []).append((finding.outcome, ruling))
    return {
        place: Cell(
            outcome=(gravest := max(all_of_them, key=lambda each: each[0].severity))[0],
            determination_id=gravest[1].id,
            is_cleared=gravest[1].cleared_by is not None,
            people=len({ruling.actor_id for _outcome, ruling in all_of_them}),
        )
        for place, all_of_them in found.items()
    }


def _named(columns: Mapping[DealKey, date], rulings: Iterable[tuple[DealKey, Ruling]], *, actor: Actor) -> list[Deal]:
    """Return the columns with what the reader may call them. The names, and one query."""
    names = names_of(columns, actor=actor)
    owner = {deal: each.organisation_id for deal, each in rulings if each.organisation_id is not None}
    companies = dict(organisations_of(actor).filter(id__in=set(owner.values())).values_list("id", "name"))
    return [
        Deal(
            key=key,
            name=names.get(key, ""),
            company=companies.get(owner[key], "") if key in owner else "",
            asked_on=day,
        )
        for key, day in columns.items()
    ]
