"""files / core: which kinds of files are taken, and how each is told by its first bytes."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a file is, by its content. Whatever is not named here is not taken."""

    PDF = "pdf"
    PNG = "png"
    JPEG = "jpeg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """How a kind begins, how it is served and how its name ends."""

    begins: bytes
    media_type: str
    ending: str


FACES: Final[dict[Kind, Face]] = {
    Kind.PDF: Face(begins=b"%PDF-", media_type="application/pdf", ending=".pdf"),
    Kind.PNG: Face(begins=b"\x89PNG\r\n\x1a\n", media_type="image/png", ending=".png"),
    Kind.JPEG: Face(begins=b"\xff\xd8\xff", media_type="image/jpeg", ending=".jpg"),
}

MEDIA_TYPES: Final = tuple(face.media_type for face in FACES.values())


def kind_of(beginning: bytes) -> Kind | None:
    """Return the kind whose signature stands at the very first byte, or None.

    Readers of PDF forgive bytes before the signature; files that are two things at once live on that.

    >>> kind_of(b"%PDF-1.7 ...")
    <Kind.PDF: 'pdf'>
    >>> kind_of(b"<html>%PDF-1.7") is None
    True
    """
    return next((kind for kind, face in FACES.items() if beginning.startswith(face.begins)), None)
