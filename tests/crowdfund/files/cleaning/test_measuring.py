"""files / cleaning: what is measured is what is there; the corpus has what is too much, here is what is not."""

import io

import pytest
from pikepdf import Dictionary, Name, Pdf, Stream

from crowdfund.files.cleaning.measuring import count_pages, measure_drawings, measure_streams
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.states import Reason
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.crowdfund.files.corpus.broken import box, picture
from tests.crowdfund.files.corpus.written import SOUND, document, page, stream
from tests.factories import hostile


def measured(content: bytes) -> int:
    with Pdf.open(io.BytesIO(content)) as pdf:
        pages = count_pages(pdf, LIMITS)
        measure_streams(pdf, LIMITS)
        measure_drawings(pdf, LIMITS)
        return pages


USUAL = {
    "a sheet": lambda: box(b"0 0 595.28 841.89"),
    "a plan of five metres": lambda: box(b"0 0 14400 9000"),
    "a plan in large units": lambda: box(b"0 0 1000 1000", b"/UserUnit 10"),
    "a photo": lambda: picture(hostile.image_bytes("JPEG"), b"/Width 60/Height 40/Filter/DCTDecode"),
    "a fax": lambda: picture(b"\0", b"/Width 1728/Height 2200/Filter/CCITTFaxDecode/DecodeParms<</K -1>>"),
    "a small picture in the drawing": lambda: document(
        {**SOUND, 3: page(b"/Contents 4 0 R"), 4: stream(b"q BI /W 9 /H 9 /CS /G /BPC 8 ID " + b"\0" * 81 + b" EI Q")}
    ),
    "words that look like one": lambda: document(
        {**SOUND, 3: page(b"/Contents 4 0 R"), 4: stream(b"BT (OBI /W 99999 /H 99999 IDEA ) Tj ET")}
    ),
}


@pytest.mark.parametrize("name", USUAL)
def test_what_is_usual_passes(name):
    assert measured(USUAL[name]()) == 1


def with_stamp(times: int, length: int) -> bytes:
    """Return a PDF that draws one long drawing so often."""

    def change(pdf: Pdf) -> None:
        stamp = Stream(pdf, b"q Q\n" * (length // 4), Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 9, 9])
        pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary({"/St#amp": pdf.make_indirect(stamp)}))
        pdf.pages[0].obj["/Contents"] = pdf.make_indirect(Stream(pdf, b"/St#23amp Do\n" * times))

    return hostile.pdf_bytes(change)


def test_a_stamp_is_drawn_a_thousand_times_but_not_for_ever():
    assert measured(with_stamp(1_000, 10_000)) == 1
    with pytest.raises(Refused) as refused:
        measured(with_stamp(10_000, 100_000))
    assert refused.value.reason is Reason.TOO_HEAVY
