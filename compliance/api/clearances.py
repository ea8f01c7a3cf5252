"""compliance / api: requests to lift a warning or a referral, and the decisions on them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.actions.decline_clearance import decline_clearance
from compliance.actions.grant_clearance import grant_clearance
from compliance.actions.propose_clearance import propose_clearance
from compliance.actions.request_clearance import request_clearance
from compliance.queries.clearances import clearance_seen_by, clearances_seen_by
from compliance.serializers import ClearanceOpinion, ClearanceRequest, ClearanceTerms, StoredClearance
from crowdfund.web.context import today_of
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class ClearanceDoor(ApiView):
    """What every door to clearances answers with."""

    def shown(self, row: Any) -> StoredClearance:
        """Return the shape of a clearance as it stands on the legal day of the request."""
        return StoredClearance(row, context={"today": today_of(behind(self.request))})

    def clearance_response(self, clearance_id: UUID, *, status: int = 200) -> Response:
        """Return the clearance as the caller sees it now."""
        row = clearance_seen_by(self.actor, clearance_id)
        where = reverse("compliance_api:clearance", args=[clearance_id])
        return Response(self.shown(row).data, status=status, headers={"Location": where})

    def carry_out(self, verb: Callable[..., None], clearance_id: UUID, **given: Any) -> HttpResponse:
        """Run a decision once and answer with the clearance."""

        def run() -> Response:
            verb(actor=self.actor, now=self.now, clearance_id=clearance_id, **given)
            return self.clearance_response(clearance_id)

        return self.answer_once(run)


class RequestClearance(ClearanceDoor):
    """Asking; whoever was stopped."""

    @extend_schema(
        operation_id="request_clearance",
        summary="Ask for a clearance",
        request=ClearanceRequest,
        responses={201: StoredClearance},
    )
    def post(self, request: Request, determination_id: UUID) -> HttpResponse:
        """Ask in writing that a warning or a referral be lifted; 409 `not_clearable` when a DENY is among them."""
        given = self.parsed(ClearanceRequest)

        def ask() -> Response:
            clearance_id = request_clearance(actor=self.actor, now=self.now, determination_id=determination_id, **given)
            return self.clearance_response(clearance_id, status=201)

        return self.answer_once(ask)


class Clearances(ClearanceDoor):
    """The requests that the caller may know of."""

    @extend_schema(
        operation_id="list_clearances",
        summary="List clearances",
        parameters=PAGE_PARAMETERS,
        responses=page_of("ClearancePage", StoredClearance),
    )
    def get(self, request: Request) -> Response:
        """Return the requests about your own determinations, for officers and auditors all, latest first."""
        return self.listed(clearances_seen_by(self.actor), self.shown)


class OneClearance(ClearanceDoor):
    """One request."""

    @extend_schema(operation_id="read_clearance", summary="Read a clearance", responses=StoredClearance)
    def get(self, request: Request, clearance_id: UUID) -> Response:
        """Return the request with its state on the legal day of the request."""
        return self.clearance_response(clearance_id)


class ProposeClearance(ClearanceDoor):
    """Proposing to lift a warning; officers only."""

    @extend_schema(
        operation_id="propose_clearance",
        summary="Propose a clearance",
        request=ClearanceTerms,
        responses=StoredClearance,
    )
    def post(self, request: Request, clearance_id: UUID) -> HttpResponse:
        """Propose to lift a warning until a day; another officer confirms. Needs a fresh second factor."""
        return self.carry_out(propose_clearance, clearance_id, **self.parsed(ClearanceTerms))


class GrantClearance(ClearanceDoor):
    """Lifting; officers only."""

    @extend_schema(
        operation_id="grant_clearance", summary="Grant a clearance", request=ClearanceTerms, responses=StoredClearance
    )
    def post(self, request: Request, clearance_id: UUID) -> HttpResponse:
        """Lift a referral, or confirm another officer's proposal to lift a warning. Needs a fresh second factor."""
        return self.carry_out(grant_clearance, clearance_id, **self.parsed(ClearanceTerms))


class DeclineClearance(ClearanceDoor):
    """Leaving it as it was; officers only."""

    @extend_schema(
        operation_id="decline_clearance",
        summary="Decline a clearance",
        request=ClearanceOpinion,
        responses=StoredClearance,
    )
    def post(self, request: Request, clearance_id: UUID) -> HttpResponse:
        """Decline, with an opinion that the asker is told. Needs a fresh second factor."""
        return self.carry_out(decline_clearance, clearance_id, **self.parsed(ClearanceOpinion))
