"""tests / files corpus: a PDF written by hand, object by object, so that it may be wrong wherever a test wants."""

from collections.abc import Mapping
from typing import Final

CATALOG: Final = b"<</Type/Catalog/Pages 2 0 R>>"
TREE: Final = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE: Final = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"
SOUND: Final[Mapping[int, bytes]] = {1: CATALOG, 2: TREE, 3: PAGE}


def stream(content: bytes, *, about: bytes = b"", length: int | None = None) -> bytes:
    """Return a stream, which may lie about its length."""
    said = len(content) if length is None else length
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (about, said, content)


def page(about: bytes) -> bytes:
    """Return a page of usual size with more in it."""
    return PAGE[:-2] + about + b">>"


def document(objects: Mapping[int, bytes], *, trailer: bytes = b"/Root 1 0 R", begins: bytes = b"%PDF-1.7\n") -> bytes:
    """Return a PDF of these objects with a table that tells where each of them is."""
    body, places = begins, {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size)]
    table = b"xref\n0 %d\n0000000000 65535 f \n" % size + b"".join(rows)
    return body + table + b"trailer\n<</Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(body))
