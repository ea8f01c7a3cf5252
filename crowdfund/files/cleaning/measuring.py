"""files / cleaning: how much there really is in a PDF, whatever it says of itself: pages, pixels, bytes, drawings.

Whoever opens the clean version must not be the first to unfold it. Sources: ISO 32000-2, 7.4 (filters), 8.9 (images),
8.10 (form XObjects), 14.11.2 (page boundaries), annex C (a page has at most 14,400 units a side).
"""

import io
import re
from collections import Counter
from decimal import Decimal
from typing import Any, Final

from pikepdf import Array, Dictionary, Name, Page, Pdf, Stream, StreamDecodeLevel
from PIL import Image, UnidentifiedImageError

from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.limits import Limits
from crowdfund.files.core.states import Reason

_OBJECTS: Final = 300_000
_ANNOTATIONS: Final = 20_000
_LONGEST_SIDE: Final = 14_400
_DEEPEST: Final = 60
_DECODED_TIMES: Final = 25
"""All streams together may unfold to this many times the largest size of a file, and so may all drawings."""

_PICTURES: Final = {"/DCTDecode": "JPEG", "/DCT": "JPEG", "/JPXDecode": "JPEG2000"}
_FAX: Final = frozenset({"/CCITTFaxDecode", "/CCF"})
_PIXEL_FILTERS: Final = frozenset({*_PICTURES, *_FAX, "/JBIG2Decode"})
SCANS: Final = 200
"""Passes over its pixels that a JPEG may make; each costs as much as the whole picture, cameras make some ten."""
_SCAN: Final = b"\xff\xda"
_BEGINS: Final = {"JPEG": b"\xff\xd8\xff", "JPEG2000": b""}

_INLINE: Final = re.compile(rb"(?<![A-Za-z])BI\s(.{0,1000}?)\sID\s", re.DOTALL)
_SIDES: Final = (re.compile(rb"/(?:W|Width)\s*\+?(\d+)"), re.compile(rb"/(?:H|Height)\s*\+?(\d+)"))
_CALL: Final = re.compile(rb"/([^\s/<>\[\]()%]+)\s+Do(?![A-Za-z])")
_SPELLED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")


def count_pages(pdf: Pdf, limits: Limits) -> int:
    """Return the number of pages.

    :raises Refused: none or too many of them, one that is no sheet of paper, too many objects or annotations.
    """
    pages = len(pdf.pages)
    if pages < 1:
        raise Refused(Reason.UNREADABLE)
    if pages > limits.pages:
        raise Refused(Reason.TOO_MANY_PAGES)
    if len(pdf.objects) > _OBJECTS or sum(len(page.obj.get("/Annots", ())) for page in pdf.pages) > _ANNOTATIONS:
        raise Refused(Reason.TOO_HEAVY)
    for page in pdf.pages:
        _measure_sheet(page)
    return pages


def measure_streams(pdf: Pdf, limits: Limits) -> None:
    """Unfold every stream once, within bounds, and look how large the pictures really are.

    :raises Refused: it unfolds to too much, a picture has too many pixels, or is none.
    """
    left = _DECODED_TIMES * limits.size
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _require_pixels(_number(thing.get("/Width")), _number(thing.get("/Height")), limits)
            left -= _measured(thing, limits)
            if left < 0:
                raise Refused(Reason.TOO_HEAVY)


def measure_drawings(pdf: Pdf, limits: Limits) -> None:
    """Add up what is drawn when every page is drawn: drawings call others, and those call others.

    :raises Refused: a drawing calls itself, or all of it is too much.
    """
    left = _DECODED_TIMES * limits.size
    known: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        given = page.obj.get("/Contents", Array())
        contents = list(given) if isinstance(given, Array) else [given]
        content = b"\n".join(_unfolded(each) for each in contents if isinstance(each, Stream))
        left -= _cost(content, page.obj.get("/Resources"), known, depth=0)
        if left < 0:
            raise Refused(Reason.TOO_HEAVY)


def _measure_sheet(page: Page) -> None:
    unit = _real(page.obj.get("/UserUnit", 1))
    for box in (page.mediabox, page.cropbox):
        sides = [_real(each) for each in box]
        if len(sides) != 4 or unit <= 0:
            raise Refused(Reason.UNREADABLE)
        width, height = abs(sides[2] - sides[0]), abs(sides[3] - sides[1])
        if not width or not height:
            raise Refused(Reason.UNREADABLE)
        if max(width, height, *map(abs, sides)) * unit > _LONGEST_SIDE:
            raise Refused(Reason.TOO_MANY_PIXELS)


def _measured(stream: Any, limits: Limits) -> int:
    """Return how many bytes a stream unfolds to, up to where it becomes a picture."""
    filters = _listed(stream, "/Filter")
    place = next((index for index, each in enumerate(filters) if str(each) in _PIXEL_FILTERS), None)
    if place is None:
        content = _unfolded(stream)
        if stream.get("/Subtype") != Name.Image:
            _measure_inline(content, limits)
        return len(content)
    if place != len(filters) - 1:
        raise Refused(Reason.UNREADABLE)
    settings = _listed(stream, "/DecodeParms")
    content = _peeled(stream.read_raw_bytes(), filters[:place], settings[:place])
    if str(filters[place]) in _FAX:
        said = settings[place] if place < len(settings) and isinstance(settings[place], Dictionary) else Dictionary()
        height = _number(said.get("/Rows")) or _number(stream.get("/Height"))
        _require_pixels(_number(said.get("/Columns", 1_728)), height, limits)
    elif str(filters[place]) in _PICTURES:
        _measure_picture(content, _PICTURES[str(filters[place])], limits)
    return len(content)


def _peeled(content: bytes, filters: list[Any], settings: list[Any]) -> bytes:
    """Return what stands behind the filters before the one that makes a picture of it."""
    if not filters:
        return content
    with Pdf.new() as scratch:
        packed = Stream(scratch, content)
        packed["/Filter"] = Array([Name(str(each)) for each in filters])
        if len(settings) == len(filters):
            packed["/DecodeParms"] = Array([scratch.copy_foreign(each) if _is_far(each) else each for each in settings])
        return _unfolded(packed)


def _is_far(value: Any) -> bool:
    return isinstance(value, Dictionary) and value.is_indirect


def _unfolded(stream: Any) -> bytes:
    content: bytes = stream.read_bytes(StreamDecodeLevel.specialized)
    return content


def _measure_picture(content: bytes, kind: str, limits: Limits) -> None:
    """Believe the picture itself, not what the document says of it."""
    begins = content.find(_BEGINS[kind])
    require_few_scans(content)
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(io.BytesIO(content[max(0, begins) :]), formats=[kind]) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError):
        raise Refused(Reason.UNREADABLE) from None
    _require_pixels(width, height, limits)


def require_few_scans(content: bytes) -> None:
    """Refuse a picture that is a few pixels, drawn over and over again.

    :raises Refused: it has more than `SCANS` passes.
    """
    if content.count(_SCAN) > SCANS:
        raise Refused(Reason.TOO_HEAVY)


def _measure_inline(content: bytes, limits: Limits) -> None:
    for found in _INLINE.finditer(content) if b"BI" in content else ():
        width, height = (max((int(each) for each in side.findall(found[1])), default=0) for side in _SIDES)
        _require_pixels(width, height, limits)


def _require_pixels(width: int, height: int, limits: Limits) -> None:
    if abs(width) * abs(height) > limits.pixels:
        raise Refused(Reason.TOO_MANY_PIXELS)


def _cost(content: bytes, resources: Any, known: dict[tuple[int, int], int], *, depth: int) -> int:
    """Return how many bytes are read to draw this, those of the drawings that it calls included."""
    if depth > _DEEPEST:
        raise Refused(Reason.TOO_HEAVY)
    total = len(content)
    drawings = resources.get("/XObject") if isinstance(resources, Dictionary) else None
    if not isinstance(drawings, Dictionary):
        return total
    for word, times in Counter(_CALL.findall(content)).items():
        called = drawings.get("/" + _SPELLED.sub(_letter, word).decode("utf-8", "surrogateescape"))
        if isinstance(called, Stream) and called.get("/Subtype") == Name.Form:
            if called.objgen not in known:
                inner = called.get("/Resources", resources)
                known[called.objgen] = _cost(_unfolded(called), inner, known, depth=depth + 1)
            total += times * known[called.objgen]
    return total


def _letter(spelled: re.Match[bytes]) -> bytes:
    return bytes([int(spelled[1], 16)])


def _listed(stream: Any, name: str) -> list[Any]:
    """Return a value that may be one or many as a list."""
    given = stream.get(name)
    if given is None:
        return []
    return list(given) if isinstance(given, Array) else [given]


def _number(value: Any) -> int:
    """Readers take a fraction for the whole number in it."""
    return int(value) if isinstance(value, int | Decimal) else 0


def _real(value: Any) -> Decimal:
    if not isinstance(value, int | Decimal):
        raise Refused(Reason.UNREADABLE)
    return Decimal(value)
