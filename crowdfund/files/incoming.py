"""files / incoming: what arrives is complete or nothing, and lies in no file that anybody could find later."""

import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http.multipartparser import MultiPartParserError


class WholeRequest(FileUploadHandler):
    """Refuses a body of which less has come than its length says: Django takes the half that came for the whole."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: ARG002  (Django asks for it)
        content_length: int,
        boundary: Any,  # noqa: ARG002
        encoding: str | None = None,  # noqa: ARG002
    ) -> None:
        """Remember where the bytes come from; reading them is the work of others."""
        self.stream = getattr(input_data, "_stream", None)
        self.wanted = content_length

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        """Hand everything on."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to others."""

    def upload_complete(self) -> None:
        """Compare.

        :raises MultiPartParserError: the sender has hung up; the answer, should anybody read it, is 400.
        """
        came = getattr(self.stream, "_pos", self.wanted)
        if came < self.wanted:
            raise MultiPartParserError("The body ended too early.")


class NamelessFile(FileUploadHandler):
    """Keeps what is too large for memory in a file without a name: a server that is killed leaves nothing behind."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin."""
        super().new_file(*args, **kwargs)
        place = tempfile.TemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR)  # noqa: SIM115  (the request closes it)
        self.file = UploadedFile(place, self.file_name, self.content_type, 0, self.charset, self.content_type_extra)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:  # noqa: ARG002
        """Keep a piece."""
        self.file.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        """Return what came."""
        self.file.seek(0)
        self.file.size = file_size
        return self.file

    def upload_interrupted(self) -> None:
        """Let go of what came."""
        if hasattr(self, "file"):
            self.file.close()
