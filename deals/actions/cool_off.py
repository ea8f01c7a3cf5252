"""deals / actions: until when nobody turns to somebody who has signed and paid. Part of settling a payment."""

from datetime import datetime, timedelta

from compliance.core.rules.suitability import COOLING_OFF
from compliance.library import book
from crowdfund.kernel.days import legal_day


def cooling_off_ends(paid_at: datetime) -> datetime:
    """Return the first instant at which an investor may be called back who has signed and paid in full at `paid_at`.

    As the newest release of the book has it for the legal day of the payment. No query.

    :raises NotInForce: that day has no such law. :raises TypeError: the value is no number of hours.
    """
    hours = book().at(legal_day(paid_at), known_at=book().latest_release.number).entry(COOLING_OFF).value
    if not isinstance(hours, int):
        raise TypeError(f"{COOLING_OFF} is no number of hours")
    return paid_at + timedelta(hours=hours)
