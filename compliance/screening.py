"""compliance / screening: how the platform speaks to the screening provider, and how a door knows that it speaks."""

import urllib.parse
from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.conf import settings

from compliance.core.screener import Check, Message, read_message, read_version
from crowdfund.kernel.errors import Conflict, Invalid
from crowdfund.web.outside import Line, signed_object


class ScreenerAway(Conflict):
    """The screening provider does not answer, or not as agreed; nothing was changed here."""

    code = "screener_away"


def tell(check: Check) -> None:
    """Tell the provider of a check; telling it again changes nothing there.

    :raises ScreenerAway: it was not taken.
    """
    _line().ask("POST", "/checks", check.as_plain())


def results(check_ids: Iterable[UUID]) -> list[Message]:
    """Return everything that the provider has said, or should have said, about these checks, the oldest first.

    :raises ScreenerAway: there was no answer, or none that can be read.
    """
    query = urllib.parse.urlencode([("check", str(check_id)) for check_id in check_ids])
    said = _line().ask("GET", f"/results?{query}")
    try:
        return [read_message(line["id"], line) for line in said["messages"]]
    except (KeyError, TypeError, Invalid) as error:
        raise ScreenerAway from error


def lists_version() -> str:
    """Return which version of the lists the provider uses now.

    :raises ScreenerAway: there was no answer, or none that can be read.
    """
    said = _line().ask("GET", "/lists")
    try:
        return read_version(said["version"])
    except (KeyError, TypeError, Invalid) as error:
        raise ScreenerAway from error


def is_reachable() -> bool:
    """Tell whether the provider answers now."""
    return _line().is_reachable()


def message_from(*, headers: Mapping[str, str], body: bytes, at: datetime) -> Message:
    """Return what the provider says in a callback, once it is certain that the provider says it.

    `at` is real time.

    :raises NotAuthenticated, Invalid: it is not signed as agreed, or it can't be read.
    """
    message_id, said = signed_object(headers=headers, body=body, secret=settings.SCREENING_WEBHOOK_SECRET, at=at)
    return read_message(message_id, said)


def _line() -> Line:
    return Line(name="screener", address=settings.SCREENING_URL, token=settings.SCREENING_TOKEN, away=ScreenerAway)
