"""web / errors: an error as a page, and the mark by which a refused attempt is found again after the answer."""

import structlog
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import override
from redis.exceptions import RedisError

from crowdfund.kernel.errors import NotAuthorised, StepUpRequired
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import PageRequest

log = structlog.get_logger(__name__)


DEPENDENCY_ERRORS = (OperationalError, InterfaceError, RedisError)
"""What the drivers raise when a server that we need does not answer."""


def error_page(request: PageRequest, problem: Problem) -> HttpResponse:
    """Return the page for `problem`, with its number and, where waiting helps, how long."""
    context = {"problem": problem, "request_id": getattr(request, "request_id", "")}
    response = render(request, "errors/problem.html", context, status=problem.kind.status)
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    return response


def last_resort(request: PageRequest, problem: Problem) -> HttpResponse:
    """Return the page that needs nothing that may be broken: no session, no person, no language, no query."""
    words = []
    for language in ("zh-hans", "en"):
        with override(language):
            kind = problem.kind
            words.append([language, str(kind.title), str(kind.detail), str(kind.remedy)])
    context = {"status": problem.kind.status, "words": words, "request_id": getattr(request, "request_id", "")}
    response = HttpResponse(render_to_string("errors/last_resort.html", context), status=problem.kind.status)
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    return response


def unavailable(request: PageRequest, error: BaseException) -> HttpResponse:
    """Return the answer while a server that we need is away; nothing was changed."""
    log.warning("dependency_down", error=type(error).__name__)
    problem = Problem(kind=KINDS["unavailable"], retry_after=5)
    return problem_json(request, problem) if request.path.startswith("/api/") else last_resort(request, problem)


def problem_json(request: PageRequest, problem: Problem) -> HttpResponse:
    """Return `problem` as an RFC 9457 answer, for doors that are no DRF views."""
    body = problem.body(instance=request.path, request_id=getattr(request, "request_id", ""))
    response = JsonResponse(body, status=problem.kind.status, content_type="application/problem+json")
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    if problem.kind.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def mark_refusal(request: PageRequest, error: Exception) -> None:
    """Leave a refused authorisation on the request, so that it can be recorded although the verb rolled back."""
    if isinstance(error, NotAuthorised | StepUpRequired):
        request.refusal = error
