"""files / presentation: a clean version as an answer to a browser or a program."""

from typing import TYPE_CHECKING

from django.http import FileResponse

from crowdfund.files import vault
from crowdfund.files.core.errors import FileNotServed
from crowdfund.files.core.kinds import FACES, Kind
from crowdfund.files.core.names import served_name

if TYPE_CHECKING:
    from crowdfund.files.models import StoredFile

CONTENT_POLICY = "default-src 'none'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""What a browser may do with a file that it shows: draw it, and nothing else."""


def served(row: "StoredFile", *, as_attachment: bool) -> FileResponse:
    """Return the clean version, whole and never in ranges, to be saved or to be shown.

    The type is that of the content, never one that somebody declared, and no browser may guess another one.

    :raises FileNotServed: the bytes are not where they should be.
    """
    kind = Kind(row.kind)
    try:
        content = vault.open_clean(row.storage_key)
    except vault.Missing:
        raise FileNotServed from None
    response = FileResponse(
        content, as_attachment=as_attachment, filename=served_name(row.name, kind), content_type=FACES[kind].media_type
    )
    response["Content-Length"] = str(row.clean_size)
    response["Content-Security-Policy"] = CONTENT_POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Accept-Ranges"] = "none"
    response["Cache-Control"] = "private, no-store"
    return response
