"""partners / core: the words that bound what a partner's program may do."""

from collections.abc import Iterable
from enum import StrEnum


class Scope(StrEnum):
    """One narrow permission of a program (权限范围); the organisation that it works for bounds it further."""

    EVENTS_READ = "events:read"
    ROUNDS_READ = "rounds:read"
    ROUNDS_WRITE = "rounds:write"
    ORGANISATIONS_WRITE = "organisations:write"
    DETERMINATIONS_READ = "determinations:read"
    CALCULATORS_USE = "calculators:use"
    FILES_READ = "files:read"
    FILES_WRITE = "files:write"


#: What a partner reads in the API description; the pages have their own, translated words.
MEANINGS: dict[Scope, str] = {
    Scope.EVENTS_READ: "Read the sealed events that concern your organisation",
    Scope.ROUNDS_READ: "Read the raises of your organisation",
    Scope.ROUNDS_WRITE: "Set up projects; draft, edit and submit raises of your organisation",
    Scope.ORGANISATIONS_WRITE: "Register an organisation for a person who gave you a mandate",
    Scope.DETERMINATIONS_READ: "Read the determinations that concern your organisation",
    Scope.CALCULATORS_USE: "Ask the calculators of the rulebook",
    Scope.FILES_READ: "Read the files of your organisation",
    Scope.FILES_WRITE: "Send files for your organisation",
}


def effective_scopes(*, token: str, allowed: Iterable[str]) -> frozenset[str]:
    """Return the scopes that a token really has: those it names and its client is still allowed.

    >>> sorted(effective_scopes(token="rounds:read events:read", allowed=["events:read", "rounds:write"]))
    ['events:read']

    :param token: scopes as OAuth writes them, separated by spaces.
    :param allowed: the client's scopes at this instant, which may be fewer than when the token was issued.
    """
    return frozenset(token.split()) & frozenset(allowed)


def unknown_scopes(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names, in order, that are no scope.

    >>> unknown_scopes(["events:read", "root"])
    ('root',)
    """
    known = frozenset(Scope)
    return tuple(name for name in names if name not in known)
