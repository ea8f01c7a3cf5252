"""tests / files corpus: sound PDFs that do something, lead somewhere or hide something: kept without it."""

import io
from collections.abc import Callable
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, String

from crowdfund.files.core.states import Reason
from tests.crowdfund.files.corpus.sample import MARK, Kept, Sample, cleaned, refused
from tests.factories import hostile

Change = Callable[[Pdf], None]
SITE: Final = f"http://example.com/{MARK}"
CODE: Final = f"app.alert({MARK})"


def made(change: Change, **saving: Any) -> Callable[[], bytes]:
    """Return what makes a PDF of one blank page, changed so."""
    return lambda: hostile.pdf_bytes(change, **saving)


def script() -> Dictionary:
    """Return an action that runs a script."""
    return Dictionary(S=Name.JavaScript, JS=String(CODE))


def on_the_page(pdf: Pdf, **given: Any) -> None:
    """Put an annotation on the page."""
    usual = {"Type": Name.Annot, "Rect": Array([0, 0, 50, 50])}
    annotation = Dictionary({f"/{name}": value for name, value in (usual | given).items()})
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(annotation)])


def link_to(**action: Any) -> Change:
    """Return what puts a link onto the page that does this."""
    wanted = {f"/{name}": value for name, value in action.items()}
    return lambda pdf: on_the_page(pdf, Subtype=Name.Link, A=Dictionary(wanted))


def root_with(**given: Any) -> Change:
    """Return what adds these to the document's root."""

    def change(pdf: Pdf) -> None:
        for name, value in given.items():
            pdf.Root[f"/{name}"] = value() if callable(value) else value

    return change


def drawing(pdf: Pdf, content: bytes = b"q Q", **given: Any) -> Stream:
    """Return a drawing of its own that pages may call."""
    usual = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 99, 99])}
    return Stream(pdf, content, {f"/{name}": value for name, value in (usual | given).items()})


def calls(pdf: Pdf, called: Stream) -> None:
    """Let the page draw this."""
    pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(X=pdf.make_indirect(called)))
    pdf.pages[0].obj["/Contents"] = pdf.make_indirect(Stream(pdf, b"/X Do"))


def file_inside(pdf: Pdf, content: bytes = f"MZ{MARK}".encode()) -> Dictionary:
    """Return the description of a file that is carried inside."""
    body = Stream(pdf, content, Type=Name.EmbeddedFile)
    return Dictionary(
        Type=Name.Filespec, F=String(f"{MARK}.exe"), EF=Dictionary(F=pdf.make_indirect(body)), UF=String(MARK)
    )


def carries_files(pdf: Pdf) -> None:
    spec = pdf.make_indirect(file_inside(pdf))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), spec])))
    pdf.Root.AF = Array([spec])
    pdf.Root.Collection = Dictionary(Type=Name.Collection, View=Name.T, D=String("a"))


def carries_a_file_without_a_name(pdf: Pdf) -> None:
    """The file is reachable by no name; only the page's own private data lead to it."""
    pdf.pages[0].obj["/PieceInfo"] = Dictionary(X=Dictionary(Private=pdf.make_indirect(file_inside(pdf))))


def pinned_file(pdf: Pdf) -> None:
    on_the_page(pdf, Subtype=Name.FileAttachment, FS=pdf.make_indirect(file_inside(pdf)))


def rich_media(pdf: Pdf) -> None:
    assets = Dictionary(Names=Array([String("a"), pdf.make_indirect(file_inside(pdf))]))
    settings = Dictionary(Activation=Dictionary(Condition=Name.PO, Scripts=Array([])))
    on_the_page(pdf, Subtype=Name.RichMedia, RichMediaContent=Dictionary(Assets=assets), RichMediaSettings=settings)


def three_dimensions(pdf: Pdf) -> None:
    model = Stream(pdf, MARK.encode(), Type=Name("/3D"), Subtype=Name.U3D)
    model["/OnInstantiate"] = pdf.make_indirect(Stream(pdf, CODE.encode()))
    on_the_page(pdf, Subtype=Name("/3D"), **{"3DD": pdf.make_indirect(model)})


def sounds(pdf: Pdf) -> None:
    sound = pdf.make_indirect(Stream(pdf, MARK.encode(), Type=Name.Sound, R=8000))
    on_the_page(pdf, Subtype=Name.Sound, Sound=sound, A=Dictionary(S=Name.Sound, Sound=sound))


def plays_a_clip(pdf: Pdf) -> None:
    clip = Dictionary(S=Name.MCD, D=file_inside(pdf), CT=String("video/mp4"))
    rendition = Dictionary(S=Name.MR, C=clip)
    on_the_page(pdf, Subtype=Name.Screen, A=Dictionary(S=Name.Rendition, R=rendition, OP=0, JS=String(CODE)))


def form_field(pdf: Pdf, **given: Any) -> None:
    """Put a field of a form onto the page."""
    on_the_page(pdf, Subtype=Name.Widget, FT=Name.Tx, T=String("total"), V=String("1"), **given)
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj["/Annots"])


def form_that_computes(pdf: Pdf) -> None:
    form_field(pdf, AA=Dictionary(K=script(), F=script(), C=script()))
    pdf.Root.AcroForm["/CO"] = pdf.Root.AcroForm.Fields


def form_in_xml(pdf: Pdf) -> None:
    form_field(pdf)
    template = f"<template><script contentType='application/x-javascript'>{CODE}</script></template>"
    packet = pdf.make_indirect(Stream(pdf, template.encode()))
    pdf.Root.AcroForm["/XFA"] = Array([String("template"), packet])
    pdf.Root.NeedsRendering = True


def signature(pdf: Pdf) -> None:
    signed = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=String(MARK), ByteRange=Array([0, 1]))
    on_the_page(pdf, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=pdf.make_indirect(signed))
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj["/Annots"], SigFlags=3)
    pdf.Root.Perms = Dictionary(DocMDP=signed)


def bookmarks_that_act(pdf: Pdf) -> None:
    mark = pdf.make_indirect(Dictionary(Title=String(MARK), A=script()))
    pdf.Root.Outlines = Dictionary(Type=Name.Outlines, First=mark, Last=mark, Count=1)


def chain_of_actions(pdf: Pdf) -> None:
    action = Dictionary(S=Name.GoTo, D=Array([0, Name.Fit]), Next=Array([script(), Dictionary(S=Name.GoTo)]))
    on_the_page(pdf, Subtype=Name.Link, A=action)


def script_in_a_stream(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pdf.make_indirect(Stream(pdf, CODE.encode())))


def kind_of_action_elsewhere(pdf: Pdf) -> None:
    """Who looks for the word in the action itself finds a reference."""
    named = pdf.make_indirect(Name.JavaScript)
    pdf.Root.OpenAction = Dictionary(S=named, JS=pdf.make_indirect(String(CODE)))


def page_that_is_private(pdf: Pdf) -> None:
    private = Stream(pdf, MARK.encode(), Type=Name.Metadata)
    pdf.pages[0].obj["/Metadata"] = pdf.make_indirect(private)
    pdf.pages[0].obj["/LastModified"] = String(MARK)
    pdf.pages[0].obj["/PZ"] = 1


def data_elsewhere(pdf: Pdf) -> None:
    hostile.with_outside_data(pdf)


def other_resolutions(pdf: Pdf) -> None:
    picture = Stream(pdf, b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8)
    picture["/ColorSpace"] = Name.DeviceGray
    picture["/Alternates"] = Array([Dictionary(Image=pdf.make_indirect(Stream(pdf, MARK.encode())))])
    picture["/OPI"] = Dictionary({"/1.3": Dictionary(F=String(MARK))})
    calls(pdf, picture)


def form_with_private_data(pdf: Pdf) -> None:
    calls(pdf, drawing(pdf, PieceInfo=Dictionary(X=String(MARK)), Metadata=pdf.make_indirect(Stream(pdf, b"<x/>"))))


def postscript_in_a_form(pdf: Pdf) -> None:
    calls(pdf, drawing(pdf, Subtype2=Name.PS, PS=pdf.make_indirect(Stream(pdf, f"({MARK}) run".encode()))))


def postscript_alone(pdf: Pdf) -> None:
    calls(pdf, Stream(pdf, f"({MARK}) run".encode(), Type=Name.XObject, Subtype=Name.PS))


def layers_that_differ_in_print(pdf: Pdf) -> None:
    usage = Dictionary(Print=Dictionary(PrintState=Name.ON), CreatorInfo=Dictionary(Creator=String(MARK)))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("x"), Usage=usage))
    events = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([layer]))
    usual = Dictionary(OFF=Array([layer]), AS=Array([events]), Order=Array([layer]), Creator=String(MARK))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=usual, Configs=Array([Dictionary(Name=String(MARK))]))
    on_the_page(pdf, Subtype=Name.Link, A=Dictionary(S=Name.SetOCGState, State=Array([Name.Toggle, layer])))


def note_that_nobody_sees(pdf: Pdf) -> None:
    appearance = drawing(pdf, f"({MARK}) Tj".encode())
    on_the_page(pdf, Subtype=Name.FreeText, F=2, AP=Dictionary(N=pdf.make_indirect(appearance)), Contents=String(MARK))


def marked_content_that_acts(pdf: Pdf) -> None:
    listed = Dictionary(X=pdf.make_indirect(Dictionary(A=script(), Private=file_inside(pdf))))
    pdf.pages[0].obj["/Resources"] = Dictionary(Properties=listed, Secret=String(MARK))
    pdf.pages[0].obj["/Contents"] = pdf.make_indirect(Stream(pdf, b"/Span /X BDC EMC"))


def page_beside_the_tree(pdf: Pdf) -> None:
    """A page that no reader counts, reached from a drawing, with a link of its own."""
    aside = Dictionary(Type=Name.Page, Annots=Array([Dictionary(Subtype=Name.Link, A=script())]), AA=script())
    called = drawing(pdf)
    called["/Group"] = Dictionary(S=Name.Transparency, Aside=pdf.make_indirect(aside))
    calls(pdf, called)


def structure(pdf: Pdf) -> None:
    element = Dictionary(Type=Name.StructElem, S=Name.P, ActualText=String(MARK), A=Dictionary(O=Name.Table))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=pdf.make_indirect(element))
    pdf.Root.MarkInfo = Dictionary(Marked=True)


def history(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = MARK
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = [MARK]


def written_twice() -> bytes:
    """Return a PDF whose second saving replaced what its page said; the first is still in the file."""
    old = f"BT (PROOF OF {MARK}) Tj ET".encode()
    first = hostile.pdf_bytes(
        lambda pdf: setattr(pdf.pages[0], "Contents", Stream(pdf, old)),
        object_stream_mode=ObjectStreamMode.disable,
        compress_streams=False,
    )
    with Pdf.open(io.BytesIO(first)) as read:
        number = read.pages[0].Contents.objgen[0]
    place, before = len(first), first.rindex(b"startxref") + len(b"startxref")
    table = int(first[before:].split()[0])
    root = first[first.rindex(b"/Root ") : first.rindex(b"/Root ") + 10].split()[1].decode()
    new = f"{number} 0 obj\n<</Length 2>>\nstream\nq \nendstream\nendobj\n".encode()
    return (
        first
        + new
        + f"xref\n{number} 1\n{place:010d} 00000 n \ntrailer\n<</Size 99/Root {root} 0 R/Prev {table}>>\n".encode()
        + f"startxref\n{place + len(new)}\n%%EOF\n".encode()
    )


def hidden_word(word: bytes, spelled: bytes) -> bytes:
    """Return a PDF in which one name is written with the numbers of its letters."""
    plain = hostile.pdf_bytes(hostile.with_script, object_stream_mode=ObjectStreamMode.disable, qdf=True)
    assert word in plain
    with Pdf.open(io.BytesIO(_with_table(plain.replace(word, spelled)))) as pdf:
        assert Name.JavaScript == pdf.Root.OpenAction.S
    return _with_table(plain.replace(word, spelled))


def _with_table(content: bytes) -> bytes:
    """Return a PDF whose cross-reference table is right again after its objects have moved."""
    body = content[: content.rindex(b"\nxref\n") + 1]
    places, number = [], 1
    while (place := body.find(f"\n{number} 0 obj".encode())) >= 0:
        places.append(place + 1)
        number += 1
    lines = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    trailer = content[content.rindex(b"trailer") : content.rindex(b"startxref")]
    return (
        body
        + f"xref\n0 {number}\n0000000000 65535 f \n".encode()
        + lines
        + trailer
        + (f"startxref\n{len(body)}\n%%EOF\n".encode())
    )


DOCUMENTS: Final[list[Sample]] = refused(Reason.ACTIVE, postscript_alone=made(postscript_alone)) + cleaned(
    Kept.PDF,
    script_at_opening=made(lambda pdf: setattr(pdf.Root, "OpenAction", script())),
    script_by_name=made(
        lambda pdf: setattr(pdf.Root, "Names", Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script()]))))
    ),
    script_at_closing=made(root_with(AA=lambda: Dictionary(WC=script(), WS=script(), DP=script()))),
    script_when_a_page_is_seen=made(lambda pdf: pdf.pages[0].obj.update({"/AA": Dictionary(O=script(), C=script())})),
    script_in_a_link=made(link_to(S=Name.JavaScript, JS=String(CODE))),
    script_under_the_mouse=made(lambda pdf: on_the_page(pdf, Subtype=Name.Link, AA=Dictionary(E=script()))),
    script_in_a_form=made(form_that_computes),
    script_in_a_stream=made(script_in_a_stream),
    script_behind_a_reference=made(kind_of_action_elsewhere),
    script_packed_with_other_objects=made(hostile.with_script, object_stream_mode=ObjectStreamMode.generate),
    script_in_a_chain=made(chain_of_actions),
    script_spelled_by_numbers=lambda: hidden_word(b"/JavaScript", b"/J#61v#61Scr#69pt"),
    bookmarks_that_act=made(bookmarks_that_act),
    everything_that_runs=made(hostile.with_script),
    program_that_is_started=made(hostile.with_launch),
    address=made(link_to(S=Name.URI, URI=String(SITE))),
    base_of_addresses=made(root_with(URI=lambda: Dictionary(Base=String(SITE)))),
    form_that_is_sent=made(link_to(S=Name.SubmitForm, F=String(SITE), Flags=4)),
    form_that_is_filled_from_outside=made(link_to(S=Name.ImportData, F=String(f"//example.com/{MARK}.fdf"))),
    other_document=made(link_to(S=Name.GoToR, F=String(f"\\\\example.com\\{MARK}.pdf"), NewWindow=True)),
    document_inside=made(link_to(S=Name.GoToE, F=String(MARK), T=Dictionary(R=Name.C, N=String("a")))),
    command_by_name=made(link_to(S=Name.Named, N=Name(f"/Print{MARK}"))),
    what_hides_fields=made(link_to(S=Name.Hide, T=String(MARK))),
    thread=made(link_to(S=Name.Thread, F=String(MARK), D=0)),
    film=made(link_to(S=Name.Movie, T=String(MARK))),
    clip=made(plays_a_clip),
    sound=made(sounds),
    rich_media=made(rich_media),
    model_with_a_script=made(three_dimensions),
    files_inside=made(carries_files),
    file_without_a_name=made(carries_a_file_without_a_name),
    file_on_a_page=made(pinned_file),
    form_in_xml=made(form_in_xml),
    signature=made(signature),
    data_elsewhere=made(data_elsewhere),
    other_resolutions=made(other_resolutions),
    form_with_private_data=made(form_with_private_data),
    postscript_in_a_form=made(postscript_in_a_form),
    layers_that_differ_in_print=made(layers_that_differ_in_print),
    note_that_nobody_sees=made(note_that_nobody_sees),
    marked_content_that_acts=made(marked_content_that_acts),
    page_beside_the_tree=made(page_beside_the_tree),
    page_that_is_private=made(page_that_is_private),
    structure=made(structure),
    history=made(history),
    saved_twice=written_twice,
    web_page_behind_its_end=hostile.polyglot_pdf_first,
    archive_behind_its_end=lambda: hostile.pdf_bytes() + hostile.zip_bytes() + MARK.encode(),
    web_page_in_its_first_line=lambda: _with_table(
        hostile.pdf_bytes(qdf=True).replace(b"\n", f"\n%<html><script>alert({MARK})</script>\n".encode(), 1)
    ),
    owner_s_password_only=made(history, encryption=pikepdf.Encryption(owner="owner", user="")),
)
