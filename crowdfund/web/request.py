"""web / request: what the middleware has put on a request by the time a page sees it; a type, nothing more."""

from datetime import datetime
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import DomainError

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails
    from rest_framework.request import Request


class PageRequest(HttpRequest):
    """A request with its number, its one instant and its actor. `refusal` is an attempt that was not allowed."""

    request_id: str
    now: datetime
    actor: Actor
    refusal: DomainError
    htmx: "HtmxDetails"


def behind(request: "Request") -> PageRequest:
    """Return the request that the middleware has seen, behind the one that the API's framework wraps around it."""
    return cast(PageRequest, request._request)
