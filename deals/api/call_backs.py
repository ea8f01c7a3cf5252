"""deals / api: calling investors back over REST; officers in person."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.verdict import Refused
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.record_call_back import record_call_back
from deals.api.doors import RoundDoor
from deals.core.call_back import answers_of
from deals.serializers import CallBackDueOut, CallBackIn, CallBackOut


class CallBacksDue(RoundDoor):
    """Who is to be called back."""

    @extend_schema(
        operation_id="list_call_backs_due",
        summary="List who is to be called back",
        parameters=PAGE_PARAMETERS,
        responses=page_of("CallBackDuePage", CallBackDueOut),
    )
    def get(self, request: Request) -> Response:
        """Return who has paid and was not called back, the first whose cooling-off ends in front; the desk only."""
        return self.listed(queries.call_backs_due(self.actor), CallBackDueOut)


class CallBacks(RoundDoor):
    """The calls to one investor."""

    @extend_schema(
        operation_id="list_call_backs",
        summary="List the calls to an investor",
        parameters=PAGE_PARAMETERS,
        responses=page_of("CallBackPage", CallBackOut),
    )
    def get(self, request: Request, subscription_id: UUID) -> Response:
        """Return the calls about a subscription, newest first; to its investor and the desk."""
        return self.listed(queries.call_backs_of(self.actor, subscription_id), CallBackOut)

    @extend_schema(
        operation_id="record_call_back",
        summary="Record a call to an investor",
        request=CallBackIn,
        responses={201: CallBackOut},
    )
    def post(self, request: Request, subscription_id: UUID) -> HttpResponse:
        """Record how a call ended; 409 `refused` inside the cooling-off. Needs a fresh second factor."""
        given = self.parsed(CallBackIn)

        def run() -> Response:
            done = record_call_back(
                actor=self.actor,
                now=self.now,
                subscription_id=subscription_id,
                outcome=given["outcome"],
                answers=answers_of(given),
            )
            if isinstance(done, Refused):
                return self.refusal(done)
            return Response(CallBackOut(queries.call_back_seen_by(self.actor, done)).data, status=201)

        return self.answer_once(run)
