"""audit / middleware: a refused attempt leaves its event although the verb rolled back."""

from collections.abc import Callable

import structlog
from django.db import Error
from django.http import HttpResponse

from crowdfund.audit.actions.record_denial import record_denial
from crowdfund.kernel.errors import DomainError
from crowdfund.web.request import PageRequest

log = structlog.get_logger(__name__)

_FORBIDDEN = 403


class RecordRefusals:
    """Records, after the answer was made, that it was a refusal: one that a door has marked, or any other 403."""

    def __init__(self, get_response: Callable[[PageRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PageRequest) -> HttpResponse:
        """Answer, then record; when the record can't be written the answer is a refusal all the same."""
        response = self.get_response(request)
        refusal: DomainError | None = getattr(request, "refusal", None)
        if refusal is not None or response.status_code == _FORBIDDEN:
            self._record(request, code=refusal.code if refusal is not None else "forbidden")
        return response

    def _record(self, request: PageRequest, *, code: str) -> None:
        match = request.resolver_match
        try:
            record_denial(
                actor=request.actor,
                now=request.now,
                method=str(request.method),
                route=(match.view_name if match is not None else "") or "unnamed",
                code=code,
            )
        except (Error, DomainError) as error:
            log.error("denial_not_recorded", error=type(error).__name__)
