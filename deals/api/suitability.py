"""deals / api: whether a raise suits the caller, and asking in writing for one that does not."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.papers import in_use
from compliance.library import special_warnings
from crowdfund.accounts.core.policy import acting_user
from crowdfund.kernel.errors import NotAuthorised
from crowdfund.web.context import today_of
from crowdfund.web.request import behind
from deals import queries
from deals.actions.request_despite_warning import request_despite_warning
from deals.api.doors import RoundDoor
from deals.core.policy import may_commit_money
from deals.presentation.suitability import (
    SuitabilityOut,
    SuitabilityRequestIn,
    SuitabilityRequestOut,
    standing_of,
)
from deals.queries.suitability import suitability_request_seen_by, suitability_stamp


class RoundSuitability(RoundDoor):
    """Suitability of one raise for the caller."""

    @extend_schema(operation_id="read_suitability", summary="Read whether a raise suits you", responses=SuitabilityOut)
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return grade, class, where you stand, and the special warning that you must have read to ask for it."""
        row, today = queries.round_seen_by(self.actor, round_id), today_of(behind(self.request))
        if not may_commit_money(self.actor, organisation_id=row.project.organisation_id):
            raise NotAuthorised
        raised = row.snapshot()
        stamp = suitability_stamp(acting_user(self.actor), raised=raised, on=today)
        body = {
            "product_grade": raised.product_grade,
            "investor_class": stamp.assessment.investor_class if stamp.assessment else None,
            "standing": standing_of(raised, stamp, today=today),
            "warning": in_use(special_warnings(), on=today),
        }
        return Response(SuitabilityOut(body).data)

    @extend_schema(
        operation_id="request_despite_warning",
        summary="Ask in writing for a raise that does not suit you",
        request=SuitabilityRequestIn,
        responses={201: SuitabilityRequestOut},
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Store your own written request with the warning that you have read; 409 `nothing_to_ask_for`,
        `warning_changed`. Afterwards subscribe or offer to lead, and ask for a clearance of the warning."""
        given = self.parsed(SuitabilityRequestIn)

        def run() -> Response:
            done = request_despite_warning(actor=self.actor, now=self.now, round_id=round_id, **given)
            return Response(SuitabilityRequestOut(suitability_request_seen_by(self.actor, done)).data, status=201)

        return self.answer_once(run)
