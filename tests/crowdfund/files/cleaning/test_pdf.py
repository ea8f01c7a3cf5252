"""files / cleaning: what is left of a PDF is what a page needs to be drawn."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Pdf, Stream, StreamDecodeLevel, String

from crowdfund.files.cleaning import pdf as module
from crowdfund.files.cleaning.pdf import clean_pdf
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.states import Reason
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.factories import hostile

HARM = {
    "script": (hostile.with_script, [b"20261122", b"JavaScript", b"OpenAction", b"/AA"]),
    "launch": (hostile.with_launch, [b"20261122", b"Launch", b"URI", b"GoToR", b"SubmitForm"]),
    "attachment": (hostile.with_attachment, [b"20261122", b"EmbeddedFile", b"Filespec"]),
    "outside data": (hostile.with_outside_data, [b"20261122", b"Filespec", b"/Ref"]),
}


def opened(content):
    return Pdf.open(io.BytesIO(content))


def plain(content):
    """Every object of the file in the clear, so that nothing hides in a compressed stream."""
    with opened(content) as pdf:
        output = io.BytesIO()
        pdf.save(
            output,
            compress_streams=False,
            object_stream_mode=ObjectStreamMode.disable,
            stream_decode_level=StreamDecodeLevel.all,
        )
    return output.getvalue()


@pytest.mark.parametrize("name", HARM)
def test_nothing_active_is_left(name):
    change, words = HARM[name]
    original = hostile.pdf_bytes(change)
    assert [word for word in words if word not in plain(original)] == [], "the control: the harm was really in it"
    clean, pages = clean_pdf(original, limits=LIMITS)
    assert pages == 1
    assert [word for word in words if word in plain(clean)] == []


def test_who_made_it_and_when_is_gone():
    def change(pdf):
        pdf.docinfo["/Author"] = "Author-20261122"
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["Author-20261122"]

    original = hostile.pdf_bytes(change)
    assert b"Author-20261122" in plain(original)
    assert b"Author-20261122" not in plain(clean_pdf(original, limits=LIMITS)[0])


def filled_form(pdf):
    appearance = Stream(pdf, b"BT /F1 12 Tf 5 5 Td (2,500,000.00) Tj ET", Subtype=Name.Form, BBox=Array([0, 0, 90, 20]))
    field = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String("total"),
        V=String("2,500,000.00"),
        Rect=Array([10, 10, 100, 30]),
        F=4,
        AP=Dictionary(N=pdf.make_indirect(appearance)),
    )
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj["/Annots"])


def drawn(page):
    """What the drawings that the page calls say, unfolded; one that only lies beside the page is not seen."""
    called = [str(step.operands[0]) for step in pikepdf.parse_content_stream(page) if str(step.operator) == "Do"]
    return [page.obj["/Resources"]["/XObject"][name].read_bytes() for name in called]


def test_what_a_reader_saw_in_a_form_stays_visible():
    clean, _ = clean_pdf(hostile.pdf_bytes(filled_form), limits=LIMITS)
    with opened(clean) as pdf:
        assert "/Annots" not in pdf.pages[0]
        assert "/AcroForm" not in pdf.Root
        assert any(b"(2,500,000.00) Tj" in drawing for drawing in drawn(pdf.pages[0]))


def test_fonts_and_pictures_may_be_called_as_they_like():
    """A page may call its font /JS or its picture /EF; only what is one is taken for a script or a file."""

    def change(pdf):
        font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
        picture = Stream(pdf, b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        pdf.pages[0].obj["/Resources"] = Dictionary(
            Font=Dictionary({"/JS": font, "/EF": font, "/AA": font, "/F": font}),
            XObject=Dictionary({"/JS": pdf.make_indirect(picture), "/A": pdf.make_indirect(picture)}),
        )

    clean, _ = clean_pdf(hostile.pdf_bytes(change), limits=LIMITS)
    with opened(clean) as pdf:
        resources = pdf.pages[0].obj["/Resources"]
        assert set(resources["/Font"].keys()) == {"/JS", "/EF", "/AA", "/F"}
        assert set(resources["/XObject"].keys()) == {"/JS", "/A"}


def test_pages_keep_size_and_rotation_and_order():
    def change(pdf):
        for number, page in enumerate(pdf.pages):
            page.obj["/MediaBox"] = Array([0, 0, 100 + number, 200])
            page.obj["/Rotate"] = 90 * number

    clean, pages = clean_pdf(hostile.pdf_bytes(change, pages=3), limits=LIMITS)
    with opened(clean) as pdf:
        assert [(int(page.mediabox[2]), int(page.obj.get("/Rotate", 0))) for page in pdf.pages] == [
            (100, 0),
            (101, 90),
            (102, 180),
        ]
    assert pages == 3


def test_the_same_file_always_becomes_the_same():
    original = hostile.pdf_bytes(hostile.with_script)
    assert clean_pdf(original, limits=LIMITS) == clean_pdf(original, limits=LIMITS)


def test_a_clean_version_stays_as_it_is_in_kind():
    clean, _ = clean_pdf(hostile.pdf_bytes(hostile.with_launch), limits=LIMITS)
    again, pages = clean_pdf(clean, limits=LIMITS)
    assert pages == 1
    assert plain(again).count(b"/Page") == plain(clean).count(b"/Page")


def test_printing_may_be_forbidden_in_what_came():
    original = hostile.pdf_bytes(encryption=pikepdf.Encryption(owner="owner", user=""))
    clean, _ = clean_pdf(original, limits=LIMITS)
    with opened(clean) as pdf:
        assert not pdf.is_encrypted


REFUSED = {
    "password": (hostile.encrypted_pdf, Reason.ENCRYPTED),
    "10,000 pages": (lambda: hostile.pdf_bytes(pages=10_000), Reason.TOO_MANY_PAGES),
    "no page": (lambda: hostile.pdf_bytes(pages=0), Reason.UNREADABLE),
    "deep": (hostile.deep_pdf, Reason.UNREADABLE),
    "a tree in itself": (hostile.looping_pdf, Reason.UNREADABLE),
    "cut off": (lambda: hostile.pdf_bytes()[:-200], Reason.UNREADABLE),
    "cut off early": (lambda: hostile.pdf_bytes()[:30], Reason.UNREADABLE),
    "zip with a PDF's beginning": (lambda: b"%PDF-1.7\n" + hostile.zip_bytes(), Reason.UNREADABLE),
    "huge picture": (lambda: hostile.pdf_bytes(hostile.with_huge_picture), Reason.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_taken_is_refused_with_its_reason(name):
    make, reason = REFUSED[name]
    with pytest.raises(Refused) as refused:
        clean_pdf(make(), limits=LIMITS)
    assert refused.value.reason is reason


@pytest.mark.parametrize("name", ["script", "launch", "attachment", "outside data"])
def test_the_second_look_finds_what_the_first_would_have_left(monkeypatch, name):
    """Without the pruning the harm is still there, and the examination of the result says so."""
    monkeypatch.setattr(module, "_prune", lambda _: None)
    monkeypatch.setattr(module, "_flatten", lambda _: None)
    with pytest.raises(Refused) as refused:
        clean_pdf(hostile.pdf_bytes(HARM[name][0]), limits=LIMITS)
    assert refused.value.reason is Reason.ACTIVE


def test_a_document_behind_which_a_web_page_stands_loses_it():
    clean, _ = clean_pdf(hostile.polyglot_pdf_first(), limits=LIMITS)
    assert b"<script" not in clean
