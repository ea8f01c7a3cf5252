"""deals / api: projects over REST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.create_project import create_project
from deals.actions.edit_project import edit_project
from deals.core.policy import READ_ROUNDS, WRITE_ROUNDS
from deals.serializers import EditProjectIn, NewProjectIn, ProjectOut


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

    scopes = {"GET": READ_ROUNDS, "PUT": WRITE_ROUNDS}

    @extend_schema(operation_id="read_project", summary="Read a project", responses=ProjectOut)
    def get(self, request: Request, project_id: UUID) -> Response:
        """Return the project."""
        return Response(ProjectOut(queries.project_seen_by(self.actor, project_id)).data)

    @extend_schema(operation_id="edit_project", summary="Change a project", request=EditProjectIn, responses=ProjectOut)
    def put(self, request: Request, project_id: UUID) -> HttpResponse:
        """Replace name and summary; 409 `project_in_use` while a raise of it lies before officers or investors."""
        given = self.parsed(EditProjectIn)

        def edit() -> Response:
            edit_project(
                actor=self.actor,
                now=self.now,
                project_id=project_id,
                name=given["name"],
                summary=given["summary"],
            )
            return Response(ProjectOut(queries.project_seen_by(self.actor, project_id)).data)

        return self.answer_once(edit)
