"""web / components: the five outcomes of a rule as words and in their order; red for those that refuse."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

_ORDER = ("permit", "advise", "warn", "refer", "deny")
_WORDS: dict[str, Promise] = {
    "permit": pgettext_lazy("outcome", "Permit"),
    "advise": pgettext_lazy("outcome", "Advise"),
    "warn": pgettext_lazy("outcome", "Warn"),
    "refer": pgettext_lazy("outcome", "Refer"),
    "deny": pgettext_lazy("outcome", "Deny"),
}
_MEANINGS: dict[str, Promise] = {
    "permit": pgettext_lazy("verdict", "Nothing in the rules stands against this."),
    "advise": pgettext_lazy("verdict", "This may go on. Please note the advice below."),
    "warn": pgettext_lazy("verdict", "This may not go on until a written reason is given and the warning is released."),
    "refer": pgettext_lazy("verdict", "This may not go on yet: a fact is missing or an officer must decide."),
    "deny": pgettext_lazy("verdict", "This may not go on. The rule below allows no release."),
}


class HasOutcome(Protocol):
    """Anything with an outcome; the rooms above own the real class."""

    @property
    def outcome(self) -> str:
        """Return one of the five outcome words, in any case."""


Found = TypeVar("Found", bound=HasOutcome)


def outcome_slug(outcome: str) -> str:
    """Return the outcome as a lower-case word that style sheets use.

    :raises ValueError: the word is not an outcome.
    """
    slug = str(outcome).lower()
    if slug not in _ORDER:
        raise ValueError(f"{outcome!s} is not an outcome")
    return slug


def outcome_word(outcome: str) -> str:
    """Return the outcome as people read it: 通过, 提示, 警示, 待补充, 禁止."""
    return str(_WORDS[outcome_slug(outcome)])


def outcome_meaning(outcome: str) -> str:
    """Return one sentence on what a verdict with this outcome means for the reader."""
    return str(_MEANINGS[outcome_slug(outcome)])


def worst_first(findings: Iterable[Found]) -> list[Found]:
    """Return the findings with the gravest outcome first, otherwise in the order given."""
    return sorted(findings, key=lambda finding: -_ORDER.index(outcome_slug(finding.outcome)))
