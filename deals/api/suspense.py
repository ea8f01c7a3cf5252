"""deals / api: money of unknown orders over REST; operators in person."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals.actions.confirm_suspense_return import confirm_suspense_return
from deals.actions.return_suspense import return_suspense
from deals.queries import suspense
from deals.serializers import StrayOut, StrayReasonIn


class StrayDoor(ApiView):
    """What every door to stray money answers with."""

    def stray_response(self, order_id: UUID) -> Response:
        """Return the money as it stands now."""
        return Response(StrayOut(suspense.stray_seen_by(self.actor, order_id)).data)


class Strays(StrayDoor):
    """All of it."""

    @extend_schema(
        operation_id="list_stray_money",
        summary="List money of unknown orders",
        parameters=PAGE_PARAMETERS,
        responses=page_of("StrayPage", StrayOut),
    )
    def get(self, request: Request) -> Response:
        """Return what came on orders that nobody knows; operators and auditors only."""
        return self.listed(suspense.strays_seen_by(self.actor), StrayOut)


class ReturnStray(StrayDoor):
    """Proposing its return; operators only."""

    @extend_schema(
        operation_id="return_stray_money",
        summary="Propose to send unknown money back",
        request=StrayReasonIn,
        responses=StrayOut,
    )
    def post(self, request: Request, order_id: UUID) -> HttpResponse:
        """Propose that it goes back; another operator must confirm. Needs a fresh second factor."""
        reason = self.parsed(StrayReasonIn)["reason"]

        def propose() -> Response:
            return_suspense(actor=self.actor, now=self.now, order_id=order_id, reason=reason)
            return self.stray_response(order_id)

        return self.answer_once(propose)


class ConfirmStrayReturn(StrayDoor):
    """Confirming its return; another operator only."""

    @extend_schema(
        operation_id="confirm_stray_return", summary="Send unknown money back", request=None, responses=StrayOut
    )
    def post(self, request: Request, order_id: UUID) -> HttpResponse:
        """Confirm what another operator has proposed; 409 `second_person_needed` for whoever proposed it."""

        def confirm() -> Response:
            confirm_suspense_return(actor=self.actor, now=self.now, order_id=order_id)
            return self.stray_response(order_id)

        return self.answer_once(confirm)
