"""accounts / stepup: whether somebody has used their second factor lately, and the way to do it now.

Own code instead of allauth's: that one does not count a fresh sign-in, lets users without any factor pass, and keeps an
interrupted POST in the session in clear. Here the GET of a sensitive form asks for the second factor, and a POST that
comes too late is refused with a link. Source: OWASP ASVS 5.0, 7.5.3.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from crowdfund.accounts.queries import has_one_time_codes
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthenticated, StepUpRequired
from crowdfund.web.errors import mark_refusal
from crowdfund.web.pages import ActionPage
from crowdfund.web.problems import problem_for
from crowdfund.web.request import PageRequest

#: For how long a used second factor counts.
STEP_UP_LASTS = timedelta(minutes=5)

View = Callable[..., HttpResponseBase]


def is_stepped_up(request: PageRequest) -> bool:
    """Tell whether the session's user used their second factor in the last five minutes of real time.

    A sign-in with the second factor counts, a password alone never does. No query beyond the session's.
    """
    records = get_authentication_records(request, request.user)
    instants = [record.get("at", 0) for record in records if record.get("method") == "mfa"]
    return bool(instants) and 0 <= system_now().timestamp() - max(instants) < STEP_UP_LASTS.total_seconds()


def step_up_address(request: PageRequest, *, then: str) -> str:
    """Return where the user confirms with their second factor and from there goes on to `then`, a path of this site.

    Somebody without a second factor is sent to set one up. One query at most.

    :raises NotAuthenticated: when nobody is signed in.
    """
    if request.actor.id is None:
        raise NotAuthenticated
    if not request.actor.has_mfa:
        page = "mfa_activate_totp"
    elif has_one_time_codes(request.actor.id):
        page = "mfa_reauthenticate"
    else:
        page = "mfa_reauthenticate_webauthn"
    return f"{reverse(page)}?{urlencode({'next': then})}"


def require_step_up(view: View) -> View:
    """Send whoever GETs a sensitive page to their second factor first; other methods pass, the verb refuses them."""

    @wraps(view)
    def stepped_up(request: PageRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        asks = request.method in {"GET", "HEAD"}
        if asks and request.actor.id is not None and not request.actor.is_stepped_up:
            return HttpResponseRedirect(step_up_address(request, then=request.get_full_path()))
        return view(request, *args, **kwargs)

    return stepped_up


class SensitivePage(ActionPage):
    """A form whose verb needs a step-up.

    Whoever opens it confirms first. If the confirmation has grown too old when the form arrives, the form comes back
    with all that was typed (403) and `step_up_url` in its context, the link to confirm again.
    """

    def get(self, request: PageRequest, **kwargs: Any) -> HttpResponse:
        """Show the form to somebody who has confirmed; first of all refuse those who may not be here."""
        self.extra(request)
        if request.actor.id is not None and not request.actor.is_stepped_up:
            return HttpResponseRedirect(step_up_address(request, then=request.get_full_path()))
        return super().get(request, **kwargs)

    def post(self, request: PageRequest, **kwargs: Any) -> HttpResponse:
        """Carry out the verb, or show the form again with the link to confirm."""
        try:
            return super().post(request, **kwargs)
        except StepUpRequired as error:
            mark_refusal(request, error)
            problem = problem_for(error)
            form = self.make_form(request, request.POST)
            return self.show(request, form, problem=problem, status=problem.kind.status)

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Add the link to confirm for somebody whose confirmation is missing."""
        if request.actor.id is None or request.actor.is_stepped_up:
            return {}
        return {"step_up_url": step_up_address(request, then=request.get_full_path())}
