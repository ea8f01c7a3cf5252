"""compliance / core: compute one stored determination again, with its own facts, legal day and release."""

from collections.abc import Callable, Iterable

from compliance.core.book import Book, UnknownRelease
from compliance.core.engine import judge
from compliance.core.rule import AnyRule
from compliance.core.ruling import Ruling


def replay(read: Callable[[], Ruling], *, book: Book, rules: Iterable[AnyRule]) -> str:
    """Return in what the answer differs from the stored one, or nothing.

    :param read: makes the ruling of the stored row. A row that somebody has altered may no longer be one; that is a
        difference like any other and stops nobody from looking at the next.
    """
    try:
        ruling = read()
        facts = ruling.question()
        view = book.at(ruling.as_of, known_at=ruling.release)
        again = judge(facts=facts, view=view, rules=rules)
        return ruling.difference(again=again, book_hash=view.hash)
    except (ValueError, UnknownRelease) as error:
        return str(error)
    except (LookupError, TypeError, AttributeError) as error:
        return f"the row can't be computed again: {type(error).__name__} {error}"
