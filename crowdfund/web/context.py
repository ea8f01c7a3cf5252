"""web / context: what every page knows about its moment."""

from datetime import date, datetime
from typing import Any

from django.conf import settings

from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day
from crowdfund.web.request import PageRequest


def now_of(request: PageRequest) -> datetime:
    """Return the request's business instant; the pages of last resort may stand before the middleware that read it."""
    now: datetime | None = getattr(request, "now", None)
    return now or business_now()


def today_of(request: PageRequest) -> date:
    """Return the legal day (Asia/Shanghai) of the request."""
    return legal_day(now_of(request))


def page(request: PageRequest) -> dict[str, Any]:
    """Return the business instant, its legal day, the request's number and whether this is a sandbox."""
    return {
        "now": now_of(request),
        "today": today_of(request),
        "request_id": getattr(request, "request_id", ""),
        "is_sandbox": settings.IS_SANDBOX,
    }
