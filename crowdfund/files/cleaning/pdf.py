"""files / cleaning: a PDF is written anew from its pages: what a page needs to be drawn is kept, all else is left out.

Annotations and filled forms are drawn into their pages first, so that what a reader saw stays visible. Sources: ISO
32000-2, 7.7 (document structure), 7.11 (file specifications), 12.6 (actions), 8.10.4 (reference XObjects).
"""

import io
from collections.abc import Iterator
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from crowdfund.files.cleaning.measuring import count_pages, measure_drawings, measure_streams
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.limits import Limits
from crowdfund.files.core.states import Reason

_ROOT_KEYS: Final = frozenset({"/Type", "/Pages", "/OCProperties"})
_LAYER_KEYS: Final = frozenset({"/OCGs", "/D"})
_VIEW_KEYS: Final = frozenset({"/BaseState", "/ON", "/OFF", "/Intent"})
"""What a reader sees at first is what everybody sees: no other view for the printer, and nothing to switch."""
_TRAILER_KEYS: Final = frozenset({"/Info", "/Encrypt"})
_PAGE_KEYS: Final = frozenset(
    {"/Type", "/Parent", "/Kids", "/Count", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"}
    | {"/Rotate", "/UserUnit", "/Contents", "/Group"}
)
_KEPT_BY_TYPE: Final = {"/Page": _PAGE_KEYS, "/Pages": _PAGE_KEYS, "/OCG": frozenset({"/Type", "/Name", "/Intent"})}
"""What these keep wherever they stand: a page may also lie beside the tree, where nobody counts it."""

_STREAM_KEYS: Final = frozenset(
    {"/F", "/FFilter", "/FDecodeParms", "/OPI", "/Ref", "/AF", "/Metadata", "/PieceInfo", "/Alternates", "/PS", "/AA"}
    | {"/StructParent", "/StructParents", "/LastModified", "/Measure", "/PtData", "/Subtype2"}
)
"""What a stream loses: links to other files, prepress links, reference XObjects, private data."""

_ACTIONS: Final = frozenset(
    {"/JavaScript", "/Launch", "/GoToR", "/GoToE", "/URI", "/SubmitForm", "/ImportData", "/ResetForm", "/Named"}
    | {
        "/Sound",
        "/Movie",
        "/Rendition",
        "/RichMediaExecute",
        "/GoTo3DView",
        "/SetOCGState",
        "/Hide",
        "/Thread",
        "/Trans",
    }
)
_ACTIVE_TYPES: Final = frozenset({"/Filespec", "/EmbeddedFile", "/Action", "/Annot", "/3D", "/RichMedia", "/Sig"})
_RESOURCE_KEYS: Final = frozenset(
    {"/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties"}
)
_HARMLESS: Final = (
    "Resources is missing",
    "reported number of objects",
    "appears more than once in the pages tree",
    "accepting invalid xref",
    "extraneous whitespace",
)
"""What the library mends without anything being lost. Whatever else it complains of is damage."""


def clean_pdf(content: bytes, *, limits: Limits) -> tuple[bytes, int]:
    """Return the document written anew, and its number of pages.

    :raises Refused: damaged, locked by a password, too many pages or pixels, or still active after all.
    """
    try:
        with Pdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            pages = count_pages(pdf, limits)
            measure_streams(pdf, limits)
            _flatten(pdf)
            _prune(pdf)
            measure_drawings(pdf, limits)
            _require_sound(pdf)
            output = io.BytesIO()
            pdf.save(
                output,
                deterministic_id=True,
                encryption=False,
                preserve_pdfa=False,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.none,
            )
    except pikepdf.PasswordError:
        raise Refused(Reason.ENCRYPTED) from None
    except (pikepdf.PdfError, pikepdf.ForeignObjectError, ValueError, TypeError, KeyError, RuntimeError) as error:
        raise Refused(_reason_of(str(error))) from None
    _require_passive(output)
    return output.getvalue(), pages


def _reason_of(complaint: str) -> Reason:
    """The library reports memory that it did not get, and a lock that it does not know, as damage."""
    if "bad_alloc" in complaint:
        return Reason.TOO_HEAVY
    return Reason.ENCRYPTED if "encryption" in complaint else Reason.UNREADABLE


def _require_sound(pdf: Pdf) -> None:
    """Refuse what was damaged, although the library went on: half a statement is worse than none."""
    complaints = [str(each) for each in pdf.get_warnings()]
    if any(not any(word in complaint for word in _HARMLESS) for complaint in complaints):
        raise Refused(Reason.UNREADABLE)


def _flatten(pdf: Pdf) -> None:
    """Draw what annotations and form fields show into their pages."""
    if "/AcroForm" in pdf.Root:
        if "/XFA" in pdf.Root.AcroForm:
            del pdf.Root.AcroForm["/XFA"]
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("all")


def _prune(pdf: Pdf) -> None:
    """Keep of the document its pages and layers, of a page what draws it, and of everything else nothing active."""
    _keep_only(pdf.Root, _ROOT_KEYS)
    if "/OCProperties" in pdf.Root:
        _keep_only(pdf.Root.OCProperties, _LAYER_KEYS)
        _keep_only(pdf.Root.OCProperties.get("/D", Dictionary()), _VIEW_KEYS)
    _lose(pdf.trailer, _TRAILER_KEYS)
    for node in _nodes(pdf.Root.Pages):
        _keep_only(node, _PAGE_KEYS)
    _disarm(pdf)


def _disarm(pdf: Pdf) -> None:
    for thing in pdf.objects:
        for part in _parts(thing):
            if isinstance(part.get("/Resources"), Dictionary):
                _keep_only(part["/Resources"], _RESOURCE_KEYS)
            if isinstance(part, Stream):
                _lose(part, _STREAM_KEYS)
            elif str(part.get("/Type")) in _KEPT_BY_TYPE:
                _keep_only(part, _KEPT_BY_TYPE[str(part.get("/Type"))])
            elif isinstance(part, Dictionary) and _is_active(part):
                _keep_only(part, frozenset())


def _nodes(root: Any) -> Iterator[Any]:
    """Yield the nodes of the page tree, each once."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen:
            continue
        seen.add(node.objgen)
        yield node
        waiting.extend(node.get("/Kids", Array()))


def _parts(thing: Any) -> Iterator[Any]:
    """Yield an object and the dictionaries that stand directly in it; those it refers to come by themselves."""
    waiting = [thing]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Dictionary | Stream):
            yield part
            waiting.extend(inner for inner in dict(part.items()).values() if _is_direct_container(inner))
        elif isinstance(part, Array):
            waiting.extend(inner for inner in part if _is_direct_container(inner))


def _is_direct_container(value: Any) -> bool:
    return isinstance(value, Dictionary | Array) and not value.is_indirect


def _is_active(part: Any) -> bool:
    named = part.get("/Type")
    if isinstance(named, Name) and str(named) in _ACTIVE_TYPES:
        return True
    action = part.get("/S")
    if isinstance(action, Name) and str(action) in _ACTIONS:
        return True
    return _is_script(part.get("/JS")) or _is_embedded(part.get("/EF"))


def _is_active_stream(part: Any) -> bool:
    return bool(part.get("/Type") == Name.EmbeddedFile or part.get("/Subtype") == Name.PS)


def _is_script(value: Any) -> bool:
    """Fonts and pictures may be called /JS by a page; theirs are dictionaries and streams with a type of their own."""
    return isinstance(value, pikepdf.String) or (isinstance(value, Stream) and "/Subtype" not in value)


def _is_embedded(value: Any) -> bool:
    return isinstance(value, Dictionary) and "/Type" not in value and not {"/F", "/UF"}.isdisjoint(value.keys())


def _keep_only(part: Any, wanted: frozenset[str]) -> None:
    _lose(part, frozenset(part.keys()) - wanted)


def _lose(part: Any, unwanted: frozenset[str]) -> None:
    for key in list(part.keys()):
        if key in unwanted:
            del part[key]


def _require_passive(output: io.BytesIO) -> None:
    """Read what was written as a stranger would, and believe nothing.

    :raises Refused: something active is still there.
    """
    output.seek(0)
    with Pdf.open(output, attempt_recovery=False) as written:
        if set(written.Root.keys()) - _ROOT_KEYS:
            raise Refused(Reason.ACTIVE)
        for thing in written.objects:
            for part in _parts(thing):
                if isinstance(part, Stream):
                    is_left = bool(_STREAM_KEYS & set(part.keys())) or _is_active_stream(part)
                else:
                    is_left = _is_active(part)
                if is_left:
                    raise Refused(Reason.ACTIVE)
