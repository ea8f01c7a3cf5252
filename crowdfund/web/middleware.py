"""web / middleware: each request gets a number and one instant, and each error the page that the table says."""

import re
from collections.abc import Callable
from datetime import datetime

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse

from crowdfund.db.clock import CLOCK_IS_AWAY, business_now
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import DomainError
from crowdfund.kernel.ids import new_id
from crowdfund.web.errors import (
    DEPENDENCY_ERRORS,
    error_page,
    last_resort,
    mark_refusal,
    problem_json,
    unavailable,
)
from crowdfund.web.problems import KINDS, Problem, problem_for
from crowdfund.web.request import PageRequest

GetResponse = Callable[[PageRequest], HttpResponse]
_REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")


def instant_for(request: PageRequest) -> tuple[datetime, Exception | None]:
    """Return the instant of a request, and what is wrong when the clock could not be asked for it.

    Real time then serves to date a page that says so; a change must not carry it. What shows that this process lives,
    and files, ask nobody.
    """
    if request.path_info.startswith(("/healthz", settings.STATIC_URL)):
        return system_now(), None
    try:
        return business_now(), None
    except CLOCK_IS_AWAY as error:
        return system_now(), error


class RequestContext:
    """Reads the clock once and gives the request its number; both travel down with it and into the log."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Set `request.now` and `request.request_id`, and forbid caches to keep what somebody signed in has seen."""
        request.now, away = instant_for(request)
        given = request.headers.get("X-Request-ID", "")
        request.request_id = given if _REQUEST_ID.fullmatch(given) else new_id(request.now).hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request.request_id)
        changes = request.method not in {"GET", "HEAD", "OPTIONS"}
        if is_too_large(request):
            response = too_large(request)
        else:
            response = unavailable(request, away) if away is not None and changes else self.get_response(request)
        response["X-Request-ID"] = request.request_id
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response


def is_too_large(request: PageRequest) -> bool:
    """Tell whether the body is longer than any that is taken; asked before anybody reads it.

    A body without a length is none: the server hands on as many bytes as the length says.
    """
    length = str(request.META.get("CONTENT_LENGTH") or "0")
    return not length.isdecimal() or int(length) > settings.FILES.request_bytes


def too_large(request: PageRequest) -> HttpResponse:
    """Refuse a body that is too large, in the words of the door."""
    problem = Problem(kind=KINDS["request_too_large"])
    return problem_json(request, problem) if request.path.startswith("/api/") else last_resort(request, problem)


class ErrorPages:
    """Turns what a page raised into the page that the table names; the API has its own door for the same table."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Pass on; only exceptions concern this middleware."""
        return self.get_response(request)

    def process_exception(self, request: PageRequest, error: Exception) -> HttpResponse | None:
        """Return the error page, or None for faults that the last resort must log with their trace."""
        mark_refusal(request, error)
        if isinstance(error, DomainError):
            return error_page(request, problem_for(error))
        if isinstance(error, Http404):
            return error_page(request, Problem(kind=KINDS["not_found"]))
        if isinstance(error, PermissionDenied):
            return error_page(request, Problem(kind=KINDS["not_authorised"]))
        if isinstance(error, DEPENDENCY_ERRORS):
            return unavailable(request, error)
        return None
