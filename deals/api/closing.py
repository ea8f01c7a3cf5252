"""deals / api: closing a raise, and who then holds what of its vehicle."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.rest import ApiView
from deals import queries
from deals.actions.close_round import close_round
from deals.api.doors import RoundDoor
from deals.core.policy import READ_ROUNDS
from deals.presentation.holders import cap_table_body
from deals.serializers import CapTableOut, RoundOut


class CloseRound(RoundDoor):
    """Closing; the company's own people only."""

    @extend_schema(operation_id="close_round", summary="Close a led raise", request=None, responses=RoundOut)
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Close over what is paid in full; 409 `minimum_not_reached`, or `refused` when a rule stands against it."""
        return self.carry_out(lambda: close_round(actor=self.actor, now=self.now, round_id=round_id), round_id)


class CapTable(ApiView):
    """Who holds what of the vehicle of a closed raise."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_cap_table", summary="Read who holds the vehicle's units", responses=CapTableOut)
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return the holders, the largest first; people are named to themselves only."""
        vehicle = queries.vehicle_of_round(self.actor, round_id)
        table = queries.cap_table_of(vehicle, as_of=self.now)
        return Response(CapTableOut(cap_table_body(table, vehicle=vehicle, actor=self.actor)).data)
