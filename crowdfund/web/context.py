"""web / context: what every page knows about its moment."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from crowdfund.db.clock import business_now
from crowdfund.kernel.days import legal_day


def page(request: HttpRequest) -> dict[str, Any]:
    """Return the business instant, its legal day (Asia/Shanghai), the request's number and whether this is a sandbox."""
    now = getattr(request, "now", None) or business_now()
    return {
        "now": now,
        "today": legal_day(now),
        "request_id": getattr(request, "request_id", ""),
        "is_sandbox": settings.IS_SANDBOX,
    }
