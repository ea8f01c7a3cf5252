"""accounts / middleware: who acts in this request, and nothing for staff without a second factor."""

from collections.abc import Callable
from typing import Any, cast

from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from crowdfund.accounts.core.roles import needs_mfa
from crowdfund.accounts.queries import actor_of
from crowdfund.accounts.stepup import is_stepped_up
from crowdfund.kernel.actor import Actor
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import PageRequest

GetResponse = Callable[[PageRequest], HttpResponse]

#: What staff without a second factor may still open: setting one up, the password for it, leaving, the language.
WAY_TO_MFA = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "mfa_list_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "account_logout",
        "account_email_verification_sent",
        "account_confirm_email",
        "set_language",
        "healthz",
        "readyz",
        "problem_catalogue",
        "problem_kind",
    }
)


def actor_behind(request: PageRequest) -> Actor:
    """Return the actor of the request's session; anonymous without one. Three queries for somebody signed in."""
    if not request.user.is_authenticated:
        return Actor.anonymous(request.request_id)
    return actor_of(request.user.pk, request_id=request.request_id, is_stepped_up=is_stepped_up(request))


class ActorMiddleware:
    """Sets `request.actor`, read from the rows when first asked for and then kept for the request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Set the actor and pass on."""
        request.actor = cast(Actor, SimpleLazyObject(lambda: actor_behind(request)))
        return self.get_response(request)


class MfaRequiredMiddleware:
    """Keeps officers and operators out of everything until they have a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Pass on; the decision needs the resolved view."""
        return self.get_response(request)

    def process_view(
        self, request: PageRequest, _view: object, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Send staff without a second factor to set one up; over the API refuse with the way to do so."""
        match = request.resolver_match
        if match is None or match.url_name in WAY_TO_MFA or not request.user.is_authenticated:
            return None
        if request.actor.has_mfa or not needs_mfa(request.actor.roles):
            return None
        if request.path.startswith("/api/"):
            return _problem(request)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))


def _problem(request: PageRequest) -> HttpResponse:
    problem = Problem(kind=KINDS["second_factor_required"], extra={"location": reverse("mfa_activate_totp")})
    body = problem.body(instance=request.path, request_id=request.request_id)
    return JsonResponse(body, status=problem.kind.status, content_type="application/problem+json")
