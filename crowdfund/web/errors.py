"""web / errors: an error as a page, and the mark by which a refused attempt is found again after the answer."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render

from crowdfund.kernel.errors import NotAuthorised, StepUpRequired
from crowdfund.web.problems import Problem
from crowdfund.web.request import PageRequest


def error_page(request: PageRequest, problem: Problem) -> HttpResponse:
    """Return the page for `problem`, with its number and, where waiting helps, how long."""
    context = {"problem": problem, "request_id": getattr(request, "request_id", "")}
    response = render(request, "errors/problem.html", context, status=problem.kind.status)
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    return response


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
