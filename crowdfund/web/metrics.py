"""web / metrics: numbers for the people who keep the platform running, and for the program that collects them.

They tell how busy every address is, so they are not public: operators and auditors see them in the browser, and a
collector shows the token of the setting `METRICS_TOKEN`. Without that setting no token is good.
"""

from typing import cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_prometheus.exports import ExportToDjangoView
from prometheus_client import Gauge

from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.clock import system_now
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.web.errors import problem_json
from crowdfund.web.health import heartbeat_ages
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import PageRequest

_MAY_READ = ("operator", "auditor")
_AGE = Gauge("crowdfund_heartbeat_age_seconds", "Seconds since a process last showed that it works.", ["process"])


@login_not_required
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer with every number in Prometheus' text format."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() == "bearer":
        if not settings.METRICS_TOKEN or not constant_time_compare(token, settings.METRICS_TOKEN):
            return problem_json(cast(PageRequest, request), Problem(kind=KINDS["not_authenticated"]))
    else:
        actor: Actor = cast(PageRequest, request).actor
        if actor.kind is ActorKind.ANONYMOUS:
            return redirect_to_login(request.get_full_path())
        if not any(actor.has_role(role) for role in _MAY_READ):
            raise NotAuthorised
    _measure()
    return cast(HttpResponse, ExportToDjangoView(request))


def _measure() -> None:
    try:
        ages = heartbeat_ages(now=system_now())
    except Error:
        return
    for name, age in ages.items():
        _AGE.labels(process=name).set(age)
