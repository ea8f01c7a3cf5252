"""web / views: health, the catalogue of problems, and the pages of last resort."""

import sys
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotFound
from crowdfund.web.errors import DEPENDENCY_ERRORS, error_page, last_resort, problem_json, unavailable
from crowdfund.web.health import readiness
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import PageRequest


@login_not_required
@require_safe
def healthz(request: PageRequest) -> HttpResponse:
    """Answer that this process lives; asks nobody else."""
    return JsonResponse({"status": "ok"})


@login_not_required
@require_safe
def readyz(request: PageRequest) -> HttpResponse:
    """Answer whether requests can be served, with the age of the worker's and beat's heartbeats."""
    ready, parts = readiness(now=system_now())
    return JsonResponse({"status": "ready" if ready else "not_ready", "parts": parts}, status=200 if ready else 503)


@login_not_required
@require_safe
def problem_catalogue(request: PageRequest, code: str | None = None) -> HttpResponse:
    """Show every problem the platform can answer with, or one of them; made from the table itself."""
    if code is not None and code not in KINDS:
        raise NotFound
    kinds = [KINDS[code]] if code else sorted(KINDS.values(), key=lambda kind: (kind.status, kind.code))
    return render(request, "web/problems.html", {"kinds": kinds})


@require_safe
def styleguide(request: PageRequest) -> HttpResponse:
    """Show every component of the design system; not in production."""
    if not settings.IS_SANDBOX:
        raise NotFound
    return render(request, "web/styleguide.html")


@login_not_required
def csrf_failure(request: PageRequest, reason: str = "") -> HttpResponse:
    """Explain an expired form; nothing was changed."""
    return error_page(request, Problem(kind=KINDS["csrf"]))


@login_not_required
def bad_request(request: PageRequest, exception: Exception) -> HttpResponse:
    """Last resort for a request that can't be read."""
    return error_page(request, Problem(kind=KINDS["bad_request"]))


@login_not_required
def not_found(request: PageRequest, exception: Exception) -> HttpResponse:
    """Last resort for an address that does not exist. API clients get the same problem as JSON.

    A visitor gets what every other address would give, so nobody learns which ones exist.
    """
    is_visitor = _is_visitor(request)
    if request.path.startswith("/api/"):
        return problem_json(request, Problem(kind=KINDS["not_authenticated" if is_visitor else "not_found"]))
    if not is_visitor or request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
        return error_page(request, Problem(kind=KINDS["not_found"]))
    return redirect_to_login(request.get_full_path())


def _is_visitor(request: PageRequest) -> bool:
    """Tell whether nobody is signed in and no token is shown."""
    actor: Actor | None = getattr(request, "actor", None)
    return actor is not None and actor.kind is ActorKind.ANONYMOUS and "Authorization" not in request.headers


@login_not_required
def server_error(request: PageRequest, *_: Any) -> HttpResponse:
    """Last resort for a fault of ours: its number, and nothing of its text.

    A server that went away while the middleware worked ends here too; Django calls this while it handles the error.
    """
    error = sys.exception()
    if isinstance(error, DEPENDENCY_ERRORS):
        return unavailable(request, error)
    problem = Problem(kind=KINDS["server_error"])
    return problem_json(request, problem) if request.path.startswith("/api/") else last_resort(request, problem)
