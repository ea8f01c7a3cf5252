"""deals / api: raises over REST."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.approve_round import approve_round
from deals.actions.draft_round import draft_round
from deals.actions.edit_round import edit_round
from deals.actions.open_round import open_round
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.api.doors import RoundDoor
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.forms import terms_of
from deals.serializers import ApprovalIn, EditRoundIn, NewRoundIn, ReturnIn, RoundOut


class Rounds(RoundDoor):
    """Raises that the caller may see."""

    scopes = {"GET": READ_ROUNDS, "POST": WRITE_ROUNDS}

    @extend_schema(
        operation_id="list_rounds",
        summary="List raises",
        parameters=PAGE_PARAMETERS,
        responses=page_of("RoundPage", RoundOut),
    )
    def get(self, request: Request) -> Response:
        """Return the raises that the caller may see, newest first."""
        return self.listed(queries.rounds_seen_by(self.actor), self.shown)

    @extend_schema(operation_id="draft_round", summary="Draft a raise", request=NewRoundIn, responses={201: RoundOut})
    def post(self, request: Request) -> HttpResponse:
        """Create a draft under one of the caller's projects."""
        given = self.parsed(NewRoundIn)

        def draft() -> Response:
            round_id = draft_round(actor=self.actor, now=self.now, project_id=given["project"], terms=terms_of(given))
            return self.round_response(round_id, status=201)

        return self.answer_once(draft)


class OneRound(RoundDoor):
    """One raise."""

    scopes = {"GET": READ_ROUNDS, "PUT": WRITE_ROUNDS}

    @extend_schema(operation_id="read_round", summary="Read a raise", responses=RoundOut)
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return the raise with what it still lacks."""
        return self.round_response(round_id)

    @extend_schema(operation_id="edit_round", summary="Change a draft", request=EditRoundIn, responses=RoundOut)
    def put(self, request: Request, round_id: UUID) -> HttpResponse:
        """Replace the terms of a draft."""
        given = self.parsed(EditRoundIn)
        return self.carry_out(
            lambda: edit_round(
                actor=self.actor,
                now=self.now,
                round_id=round_id,
                version=given["version"],
                terms=terms_of(given),
            ),
            round_id,
        )


class SubmitRound(RoundDoor):
    """Submitting."""

    scopes = {"POST": WRITE_ROUNDS}

    @extend_schema(operation_id="submit_round", summary="Submit a draft", request=None, responses=RoundOut)
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Hand a complete draft to the officers; 409 `refused` with findings when a rule stands against it."""
        return self.carry_out(lambda: submit_round(actor=self.actor, now=self.now, round_id=round_id), round_id)


class ApproveRound(RoundDoor):
    """Approving; officers only."""

    @extend_schema(
        operation_id="approve_round", summary="Approve a submitted raise", request=ApprovalIn, responses=RoundOut
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Approve and grade; needs a second factor used in the last five minutes. 409 `refused` without a reason for
        another grade than the usual one."""
        given = self.parsed(ApprovalIn)
        return self.carry_out(
            lambda: approve_round(actor=self.actor, now=self.now, round_id=round_id, **given), round_id
        )


class ReturnRound(RoundDoor):
    """Returning; officers only."""

    @extend_schema(operation_id="return_round", summary="Return a raise", request=ReturnIn, responses={204: None})
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Give a submitted raise back with a reason. It is a draft again, so the officer no longer sees it."""
        given = self.parsed(ReturnIn)

        def give_back() -> Response:
            return_round(actor=self.actor, now=self.now, round_id=round_id, reason=given["reason"])
            return Response(status=204)

        return self.answer_once(give_back)


class OpenRound(RoundDoor):
    """Opening; the company's own people only."""

    @extend_schema(operation_id="open_round", summary="Open an approved raise", request=None, responses=RoundOut)
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Show the raise to confirmed investors; 409 `refused` when the rules of the day stand against it."""
        return self.carry_out(lambda: open_round(actor=self.actor, now=self.now, round_id=round_id), round_id)
