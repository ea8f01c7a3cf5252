"""deals / api: what doors to raises share: the answer to a verb that rules may refuse."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from rest_framework.response import Response

from compliance.core.verdict import Refused
from crowdfund.web.context import today_of
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView, as_response
from deals import queries
from deals.serializers import RoundOut

if TYPE_CHECKING:
    from deals.models import Round


class RoundDoor(ApiView):
    """What every door to raises answers with."""

    def round_response(self, round_id: UUID, *, status: int = 200) -> Response:
        """Return the raise as the caller sees it now."""
        row = queries.round_seen_by(self.actor, round_id)
        return Response(
            self.shown(row).data, status=status, headers={"Location": reverse("api_round", args=[round_id])}
        )

    def shown(self, row: "Round") -> RoundOut:
        """Return the raise's shape; with what it lacks on the legal day of the request."""
        return RoundOut(row, context={"today": today_of(behind(self.request))})

    def carry_out(self, verb: Callable[[], object], round_id: UUID) -> HttpResponse:
        """Run a verb once and answer with the raise, or with the refusal and its findings."""

        def run() -> Response:
            done = verb()
            return self.refusal(done) if isinstance(done, Refused) else self.round_response(round_id)

        return self.answer_once(run)

    def refusal(self, refused: Refused) -> Response:
        """Return a refusal as a problem that carries every finding."""
        extra = {
            "determination": str(refused.determination_id),
            "verdict": refused.verdict.value,
            "findings": [finding.to_plain() for finding in refused.findings],
        }
        return as_response(Problem(kind=KINDS["refused"], extra=extra), self.request)
