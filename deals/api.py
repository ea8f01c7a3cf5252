"""deals / api: projects and raises over REST; the same verbs as the pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.verdict import Refused
from crowdfund.web.context import today_of
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView, as_response
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.approve_round import approve_round
from deals.actions.create_project import create_project
from deals.actions.draft_round import draft_round
from deals.actions.edit_round import edit_round
from deals.actions.open_round import open_round
from deals.actions.return_round import return_round
from deals.actions.submit_round import submit_round
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.forms import terms_of
from deals.serializers import EditRoundIn, NewProjectIn, NewRoundIn, ProjectOut, ReturnIn, RoundOut

if TYPE_CHECKING:
    from deals.models import Round


class Projects(ApiView):
    """Projects of the caller's companies."""

    scopes = {"GET": READ_ROUNDS, "POST": WRITE_ROUNDS}

    @extend_schema(
        operation_id="list_projects",
        summary="List your projects",
        parameters=PAGE_PARAMETERS,
        responses=page_of("ProjectPage", ProjectOut),
    )
    def get(self, request: Request) -> Response:
        """Return the projects of the caller's companies, newest first."""
        return self.listed(queries.projects_of(self.actor), ProjectOut)

    @extend_schema(
        operation_id="create_project", summary="Set up a project", request=NewProjectIn, responses={201: ProjectOut}
    )
    def post(self, request: Request) -> HttpResponse:
        """Create a project of one of the caller's companies."""
        given = self.parsed(NewProjectIn)

        def create() -> Response:
            project_id = create_project(
                actor=self.actor,
                now=self.now,
                organisation_id=given["organisation"],
                name=given["name"],
                summary=given["summary"],
            )
            body = ProjectOut(queries.project_seen_by(self.actor, project_id)).data
            return Response(body, status=201, headers={"Location": reverse("api_project", args=[project_id])})

        return self.answer_once(create)


class OneProject(ApiView):
    """One project."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_project", summary="Read a project", responses=ProjectOut)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return the project."""
        return Response(ProjectOut(queries.project_seen_by(self.actor, project_id)).data)


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

    @extend_schema(operation_id="approve_round", summary="Approve a submitted raise", request=None, responses=RoundOut)
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Approve; needs a second factor used in the last five minutes."""
        return self.carry_out(lambda: approve_round(actor=self.actor, now=self.now, round_id=round_id), round_id)


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
