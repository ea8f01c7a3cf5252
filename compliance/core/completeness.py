"""compliance / core: whether book and rules fit together, asked once at start."""

from collections.abc import Iterable

from compliance.core.book import Book
from compliance.core.engine import SILENCE_PROVISION
from compliance.core.node import BadBook
from compliance.core.rule import AnyRule
from compliance.core.terms import Term


def check_fit(*, book: Book, rules: Iterable[AnyRule], terms: Iterable[Term] = ()) -> None:
    """Refuse a book that the rules can't work with.

    :raises BadBook: a rule puts an article into words that no file lists, or reads a parameter that no file sets; a
        rule begins in a release that does not exist; two rules share an id and their kind of facts in one release; a
        value that neither a rule nor a term reads.
    """
    rules, terms = tuple(rules), tuple(terms)
    for rule in rules:
        _check_rule(book, rule)
    _check_twins(rules)
    for term in terms:
        _check_term(book, term)
    used = frozenset().union(*(rule.reads for rule in rules), *(term.reads for term in terms))
    for parameter in book.parameters:
        if parameter.id not in used:
            raise BadBook(parameter.place, f"no rule reads {parameter.id}; an unused value is taken out.")
    if not book.has_provision(SILENCE_PROVISION):
        raise BadBook(book.releases[0].place, f"no file lists {SILENCE_PROVISION}, which unanswered questions cite.")


def _check_rule(book: Book, rule: AnyRule) -> None:
    for provision in rule.provisions:
        if not book.has_provision(provision):
            raise BadBook(rule.place, f"{rule.id} cites {provision}, which no file of the rulebook lists.")
    for parameter in sorted(rule.reads):
        if not book.has_parameter(parameter):
            raise BadBook(rule.place, f"{rule.id} reads {parameter}, which no file of the rulebook sets.")
    if rule.since_release > book.latest_release.number:
        raise BadBook(rule.place, f"{rule.id} begins in release {rule.since_release}, which is not issued.")


def _check_term(book: Book, term: Term) -> None:
    for parameter in sorted(term.reads):
        if not book.has_parameter(parameter):
            raise BadBook(book.releases[0].place, f"{term.id} reads {parameter}, which no file of the rulebook sets.")


def _check_twins(rules: tuple[AnyRule, ...]) -> None:
    """Refuse two functions of one id over one kind of facts; over another kind the same rule needs another function."""
    seen: dict[tuple[str, str], list[AnyRule]] = {}
    for rule in rules:
        twins = seen.setdefault((rule.id, rule.facts.kind), [])
        if any(_overlap(rule, other) for other in twins):
            raise BadBook(rule.place, f"{rule.id} stands for two functions in the same release.")
        twins.append(rule)


def _overlap(left: AnyRule, right: AnyRule) -> bool:
    return left.is_known_at(right.since_release) or right.is_known_at(left.since_release)
