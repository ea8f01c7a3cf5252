"""audit / middleware: a refused attempt leaves its event although the verb rolled back."""

from collections.abc import Callable

import structlog
from django.db import Error
from django.http import HttpRequest, HttpResponse

from crowdfund.audit.actions.record_denial import record_denial
from crowdfund.kernel.errors import DomainError

log = structlog.get_logger(__name__)


class RecordRefusals:
    """Records, after the answer was made, the refusal that the doors have marked on the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then record; when the record can't be written the answer is a refusal all the same."""
        response = self.get_response(request)
        refusal: Exception | None = getattr(request, "refusal", None)
        if refusal is not None:
            self._record(request, refusal)
        return response

    def _record(self, request: HttpRequest, refusal: Exception) -> None:
        match = request.resolver_match
        try:
            record_denial(
                actor=request.actor,
                now=request.now,
                method=str(request.method),
                route=(match.view_name if match is not None else "") or "unnamed",
                code=refusal.code if isinstance(refusal, DomainError) else type(refusal).__name__,
            )
        except (Error, DomainError) as error:
            log.error("denial_not_recorded", error=type(error).__name__)
