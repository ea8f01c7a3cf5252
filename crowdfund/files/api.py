"""files / api: the same over REST."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.accounts.core.policy import principal_of
from crowdfund.files import queries
from crowdfund.files.actions.receive_file import receive_file
from crowdfund.files.core.kinds import MEDIA_TYPES
from crowdfund.files.core.policy import READ_FILES, WRITE_FILES
from crowdfund.files.core.purposes import installed_purposes
from crowdfund.files.core.uploads import Upload
from crowdfund.files.presentation import served
from crowdfund.files.serializers import FileIn, FileOut
from crowdfund.kernel.errors import FieldError, Invalid
from crowdfund.web.pages import file_digest
from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class FileDoor(ApiView):
    """What the doors to files answer with."""

    def file_response(self, row: Any, *, status: int = 200) -> Response:
        """Return the file as it stands now."""
        return Response(FileOut(row).data, status=status, headers={"Location": reverse("api_file", args=[row.id])})


class Files(FileDoor):
    """The files that the caller may read."""

    scopes = {"GET": READ_FILES, "POST": WRITE_FILES}
    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="list_files",
        summary="List files",
        parameters=PAGE_PARAMETERS,
        responses=page_of("FilePage", FileOut),
    )
    def get(self, request: Request) -> Response:
        """Return the files that the caller may read, newest first."""
        return self.listed(queries.visible_files(self.actor), FileOut)

    @extend_schema(
        operation_id="send_file",
        summary="Send a file",
        request={"multipart/form-data": FileIn},
        responses={201: FileOut},
    )
    def post(self, request: Request) -> HttpResponse:
        """Take in a file; it waits until it is examined, so read it again until its state is no longer `waiting`."""
        given = self.parsed(FileIn)
        if given["purpose"] not in installed_purposes():
            raise Invalid((FieldError("/purpose", "not_a_choice"),))
        organisation_id = given["organisation"] or self._own_organisation()
        file: UploadedFile[Any] = given["file"]

        def run() -> Response:
            file_id = receive_file(
                actor=self.actor,
                now=self.now,
                upload=Upload(name=file.name or "", size=file.size or 0, chunks=file.chunks),
                purpose=given["purpose"],
                organisation_id=organisation_id,
            )
            return self.file_response(queries.file_by_id(file_id), status=201)

        words = [file.name or "", given["purpose"], str(organisation_id), file_digest(file)]
        return self.answer_once(run, content=hashlib.sha256("\x1f".join(words).encode()).digest())

    def _own_organisation(self) -> UUID | None:
        """Return the organisation that a program works for, if it acts for no person."""
        if principal_of(self.actor) is not None:
            return None
        return next(iter(self.actor.memberships), None)


class OneFile(FileDoor):
    """One file."""

    scopes = {"GET": READ_FILES}

    @extend_schema(operation_id="read_file", summary="Read what is known of a file", responses=FileOut)
    def get(self, request: Request, file_id: UUID) -> Response:
        """Return the file's state and what is known of it."""
        return self.file_response(queries.file_seen_by(self.actor, file_id))


class _Whatever(BaseContentNegotiation):
    """Answers with what there is, whatever type the caller hoped for; errors are JSON."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Return the first parser."""
        return next(iter(parsers), None)

    def select_renderer(self, request: Request, renderers: Any, format_suffix: Any = None) -> Any:
        """Return the renderer of errors."""
        return renderers[0], renderers[0].media_type


class FileContent(FileDoor):
    """The bytes."""

    scopes = {"GET": READ_FILES}
    content_negotiation_class = _Whatever

    @extend_schema(
        operation_id="read_file_content",
        summary="Read a file",
        responses={(200, media_type): OpenApiTypes.BINARY for media_type in MEDIA_TYPES},
    )
    def get(self, request: Request, file_id: UUID) -> FileResponse:
        """Return the clean version, whole; 409 `file_not_served` while there is none."""
        return served(queries.file_to_serve(self.actor, file_id), as_attachment=True)
