"""deals / actions: until when nobody turns to who has signed and paid, and by when they are to be reached.

Part of settling a payment.
"""

from datetime import date, datetime, timedelta

from compliance.core.rules.suitability import COOLING_OFF
from compliance.core.terms import CALL_BACK_DAYS, term_on
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


def reached_by(ends_at: datetime) -> date:
    """Return the last legal day (inclusive) on which a call-back can succeed, for a cooling-off that ends at `ends_at`.

    The day on which it ends does not count (platform policy, article 18). No query.

    :raises NotInForce: that day has no such term.
    """
    day = legal_day(ends_at)
    return day + timedelta(days=term_on(day, CALL_BACK_DAYS))
