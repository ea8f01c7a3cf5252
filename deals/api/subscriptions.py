"""deals / api: subscriptions over REST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.verdict import Refused
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.cancel_subscription import cancel_subscription
from deals.actions.rescind_subscription import rescind_subscription
from deals.actions.subscribe import subscribe
from deals.api.doors import RoundDoor
from deals.core.policy import READ_ROUNDS
from deals.serializers import SubscriptionIn, SubscriptionOut


class SubscriptionDoor(RoundDoor):
    """What every door to subscriptions answers with."""

    def subscription_response(self, subscription_id: UUID, *, status: int = 200) -> Response:
        """Return the subscription as the caller sees it now."""
        body = SubscriptionOut(queries.subscription_seen_by(self.actor, subscription_id)).data
        place = reverse("api_subscription", args=[subscription_id])
        return Response(body, status=status, headers={"Location": place})


class RoundSubscriptions(SubscriptionDoor):
    """Subscriptions in one raise."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(
        operation_id="list_round_subscriptions",
        summary="List subscriptions in a raise",
        parameters=PAGE_PARAMETERS,
        responses=page_of("RoundSubscriptionPage", SubscriptionOut),
    )
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return the subscriptions that the caller may see, earliest first: the company all, an investor their own."""
        queries.round_seen_by(self.actor, round_id)
        return self.listed(queries.subscriptions_of_round(self.actor, round_id), SubscriptionOut)

    @extend_schema(
        operation_id="subscribe", summary="Subscribe", request=SubscriptionIn, responses={201: SubscriptionOut}
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Take room in a led raise; 409 `no_room_left`, or `refused` with findings when a rule stands against it."""
        given = self.parsed(SubscriptionIn)

        def run() -> Response:
            done = subscribe(actor=self.actor, now=self.now, round_id=round_id, amount=given["amount"])
            return self.refusal(done) if isinstance(done, Refused) else self.subscription_response(done, status=201)

        return self.answer_once(run)


class Subscriptions(SubscriptionDoor):
    """The caller's own subscriptions."""

    @extend_schema(
        operation_id="list_subscriptions",
        summary="List your subscriptions",
        parameters=PAGE_PARAMETERS,
        responses=page_of("SubscriptionPage", SubscriptionOut),
    )
    def get(self, request: Request) -> Response:
        """Return the caller's own subscriptions, newest first."""
        return self.listed(queries.own_subscriptions(self.actor), SubscriptionOut)


class OneSubscription(SubscriptionDoor):
    """One subscription."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_subscription", summary="Read a subscription", responses=SubscriptionOut)
    def get(self, request: Request, subscription_id: UUID) -> Response:
        """Return the subscription."""
        return self.subscription_response(subscription_id)


class CancelSubscription(SubscriptionDoor):
    """Taking back; its investor only."""

    @extend_schema(
        operation_id="cancel_subscription", summary="Cancel a subscription", request=None, responses=SubscriptionOut
    )
    def post(self, request: Request, subscription_id: UUID) -> HttpResponse:
        """Take your own subscription back while nothing was paid."""

        def run() -> Response:
            cancel_subscription(actor=self.actor, now=self.now, subscription_id=subscription_id)
            return self.subscription_response(subscription_id)

        return self.answer_once(run)


class RescindSubscription(SubscriptionDoor):
    """Rescinding; its investor only."""

    @extend_schema(
        operation_id="rescind_subscription", summary="Rescind a subscription", request=None, responses=SubscriptionOut
    )
    def post(self, request: Request, subscription_id: UUID) -> HttpResponse:
        """Rescind your own paid subscription before the call-back; all goes back. A lead's ends the raise."""

        def run() -> Response:
            rescind_subscription(actor=self.actor, now=self.now, subscription_id=subscription_id)
            return self.subscription_response(subscription_id)

        return self.answer_once(run)
