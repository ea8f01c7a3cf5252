"""tests / files corpus: PDFs that unfold, go round in circles, are locked, or are not what they say of themselves."""

import io
import zlib
from collections.abc import Callable
from functools import cache
from typing import Final, Literal

import pikepdf
from pikepdf import Array, Pdf, Stream
from PIL import Image

from crowdfund.files.core.states import Reason
from tests.crowdfund.files.corpus.pictures import jpeg_of
from tests.crowdfund.files.corpus.sample import Kept, Sample, cleaned, refused
from tests.crowdfund.files.corpus.written import CATALOG, PAGE, SOUND, TREE, document, page, stream
from tests.factories import hostile

HEAVY: Final = 600
"""Millions of bytes: more than all streams of a file together may unfold to."""
PIXELS: Final = b"/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8"


@cache
def folded(size: int, *, times: int = 1) -> bytes:
    """Return so many million zeros, packed so often; made in pieces, for the test has no more room than the child."""
    packer, piece = zlib.compressobj(9), b"\0" * 1_000_000
    packed = b"".join(packer.compress(piece) for _ in range(size)) + packer.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


def drawn_by(*filters: bytes, content: bytes) -> Callable[[], bytes]:
    """Return what makes a PDF whose page is drawn by a stream behind these filters."""
    about = b"/Filter[%s]" % b"".join(b"/" + each for each in filters)
    return lambda: drawn_with(stream(content, about=about))


def picture(content: bytes, about: bytes) -> bytes:
    """Return a PDF whose page has one picture."""
    return document({**SOUND, 3: page(b"/Resources<</XObject<</X 4 0 R>>>>"), 4: stream(content, about=PIXELS + about)})


def jpeg_2000_of(width: int, height: int) -> bytes:
    """Return a JPEG 2000 picture that says to be so large."""
    output = io.BytesIO()
    Image.new("L", (64, 64)).save(output, "JPEG2000", no_jp2=True)
    content = bytearray(output.getvalue())
    place = content.index(b"\xff\x51") + 6
    content[place : place + 8] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(content)


def box(numbers: bytes, about: bytes = b"") -> bytes:
    """Return a PDF whose page has such a box."""
    return document({**SOUND, 3: b"<</Type/Page/Parent 2 0 R/MediaBox[%s]%s>>" % (numbers, about)})


def many_pages_of_one() -> bytes:
    """Return a PDF whose tree names one page a hundred thousand times."""
    return document({**SOUND, 2: b"<</Type/Pages/Kids[%s]/Count 100000>>" % (b"3 0 R " * 100_000)})


def deep_tree(levels: int = 20_000) -> bytes:
    """Return a PDF whose one page lies so many branches deep."""
    objects = {1: CATALOG, 2: b"<</Type/Pages/Kids[4 0 R]/Count 1>>"}
    for number in range(4, 4 + levels):
        objects[number] = b"<</Type/Pages/Parent %d 0 R/Kids[%d 0 R]/Count 1>>" % (max(2, number - 1), number + 1)
    objects[4 + levels] = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 9 9]>>" % (3 + levels)
    return document(objects)


def branching_tree() -> bytes:
    """Return a PDF of thirty branches, each of which names the next one twice: a thousand million pages."""
    objects = {1: CATALOG, 2: b"<</Type/Pages/Kids[4 0 R 4 0 R]/Count 2>>"}
    for number in range(4, 34):
        objects[number] = b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count 2>>" % (number + 1, number + 1)
    return document({**objects, 34: PAGE})


def drawings_that_multiply(levels: int = 30) -> bytes:
    """Return a PDF whose drawing draws another one ten times, and so on: more steps than anybody lives."""
    body = b"<</X %d 0 R>>"
    objects = {**SOUND, 3: page(b"/Contents 4 0 R/Resources<</XObject" + body % 5 + b">>"), 4: stream(b"/X Do " * 10)}
    about = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject"
    for number in range(5, 5 + levels):
        objects[number] = stream(b"/X Do " * 10, about=about + body % (number + 1) + b">>")
    objects[5 + levels] = stream(b"0 0 9 9 re f", about=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return document(objects)


def drawing_in_itself() -> bytes:
    """Return a PDF whose drawing draws itself."""
    about = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>"
    return document(
        {
            **SOUND,
            3: page(b"/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>"),
            4: stream(b"/X Do"),
            5: stream(b"/X Do /X Do", about=about),
        }
    )


def annotations_without_end() -> bytes:
    """Return a PDF whose page names one note a million times."""
    note = b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/AP<</N 5 0 R>>>>"
    appearance = stream(b"0 0 9 9 re f", about=b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return document({**SOUND, 3: page(b"/Annots[%s]" % (b"4 0 R " * 1_000_000)), 4: note, 5: appearance})


def many_objects() -> bytes:
    """Return a PDF of a third of a million empty objects."""
    return document({**SOUND, **dict.fromkeys(range(4, 330_000), b"null")})


def packed_objects(content: bytes, *, number: int = 1, first: int = 10) -> bytes:
    """Return a PDF whose catalogue is packed into a stream of objects, listed by a stream in place of a table."""
    body = b"%PDF-1.7\n"
    places = []
    for index, given in enumerate((TREE, PAGE), start=2):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (index, given)
    about = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (number, first)
    places.append(len(body))
    body += b"4 0 obj\n%s\nendobj\n" % stream(content, about=about)
    start = len(body)
    rows = b"\0\0\0\0\0" + b"\2" + (4).to_bytes(3, "big") + b"\0"
    rows += b"".join(b"\1" + place.to_bytes(3, "big") + b"\0" for place in (*places, start))
    listed = b"/Type/XRef/W[1 3 1]/Size 6/Root 1 0 R"
    return body + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(rows, about=listed), start)


def listed_by(about: bytes, rows: bytes) -> bytes:
    """Return a PDF whose list of objects is a stream like this."""
    body = document(SOUND)
    body = body[: body.index(b"xref\n")]
    start = len(body)
    return body + b"4 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        stream(rows, about=b"/Type/XRef/Root 1 0 R" + about),
        start,
    )


def table_before_itself() -> bytes:
    """Return a PDF whose table says that the one before it is itself."""
    content = document(SOUND, trailer=b"/Root 1 0 R/Prev 0000000000")
    return content.replace(b"0000000000>>", b"%010d>>" % content.rindex(b"xref\n0 "))


def replaced(old: bytes, new: bytes, content: bytes | None = None) -> Callable[[], bytes]:
    """Return what makes a sound PDF with one thing wrong in it."""

    def make() -> bytes:
        sound = document(SOUND) if content is None else content
        assert old in sound
        return sound.replace(old, new)

    return make


def locked_by(handler: bytes) -> bytes:
    """Return a PDF that says to be locked in a way that no reader knows."""
    return document(SOUND, trailer=b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/%s/V 4/R 4/O()/U()/P 0>>" % handler)


def locked(revision: Literal[2, 3, 4]) -> bytes:
    """Return a PDF that nobody reads without its password."""
    is_newer = revision > 3
    lock = pikepdf.Encryption(owner="o", user="u", R=revision, metadata=is_newer, aes=is_newer)
    return hostile.pdf_bytes(encryption=lock)


def drawn_with(drawing: bytes) -> bytes:
    """Return a PDF whose page is drawn by this stream."""
    return document({**SOUND, 3: page(b"/Contents 4 0 R"), 4: drawing})


def real_bomb() -> bytes:
    return hostile.pdf_bytes(hostile.with_bomb, compress_streams=False)


def nested_deeply(pdf: Pdf) -> None:
    """Put a drawing onto the page whose marks carry a list in a list, thousands deep."""
    content = b"/Span <</X " + b"[" * 60_000 + b"]" * 60_000 + b">> BDC EMC"
    pdf.pages[0].obj["/Contents"] = pdf.make_indirect(Stream(pdf, content))


def big_pages(pdf: Pdf) -> None:
    """Let the page inherit its box from the tree, where it is huge."""
    del pdf.pages[0].obj["/MediaBox"]
    pdf.Root.Pages["/MediaBox"] = Array([0, 0, 90_000_000, 90_000_000])


INLINE: Final = b"q BI /W 90000 /H 90000 /CS /G /BPC 8 /F /Fl ID " + folded(1) + b" EI Q"

BROKEN: Final[list[Sample]] = [
    *refused(
        Reason.TOO_HEAVY,
        drawing_that_unfolds=drawn_by(b"FlateDecode", content=folded(HEAVY)),
        drawing_that_unfolds_twice=real_bomb,
        drawing_that_unfolds_four_times=drawn_by(*[b"FlateDecode"] * 4, content=folded(HEAVY, times=4)),
        drawing_of_runs=drawn_by(b"FlateDecode", b"RunLengthDecode", content=zlib.compress(b"\x81\0" * 9_000_000, 9)),
        picture_that_unfolds_before_it_is_one=lambda: picture(
            folded(HEAVY), b"/Width 9/Height 9/Filter[/FlateDecode/DCTDecode]"
        ),
        drawings_that_multiply=drawings_that_multiply,
        drawing_in_itself=drawing_in_itself,
        annotations_without_end=annotations_without_end,
        objects_without_end=many_objects,
    ),
    *refused(
        Reason.TOO_MANY_PAGES,
        ten_thousand_pages=lambda: hostile.pdf_bytes(pages=10_000),
        one_page_a_hundred_thousand_times=many_pages_of_one,
    ),
    *refused(
        Reason.TOO_MANY_PIXELS,
        picture_of_ten_thousand_million=lambda: hostile.pdf_bytes(hostile.with_huge_picture),
        picture_with_a_fraction=lambda: picture(b"\0", b"/Width 100000.0/Height 100000.0"),
        picture_whose_size_is_elsewhere=lambda: document(
            {
                **SOUND,
                3: page(b"/Resources<</XObject<</X 4 0 R>>>>"),
                4: stream(b"\0", about=PIXELS + b"/Width 5 0 R/Height 5 0 R"),
                5: b"100000",
            }
        ),
        jpeg_larger_than_it_says=lambda: picture(jpeg_of(65_500, 65_500), b"/Width 60/Height 40/Filter/DCTDecode"),
        packed_jpeg_larger_than_it_says=lambda: picture(
            zlib.compress(jpeg_of(65_500, 65_500)), b"/Width 60/Height 40/Filter[/FlateDecode/DCTDecode]"
        ),
        jpeg_2000_larger_than_it_says=lambda: picture(
            jpeg_2000_of(90_000, 90_000), b"/Width 64/Height 64/Filter/JPXDecode"
        ),
        fax_larger_than_it_says=lambda: picture(
            b"\0", b"/Width 9/Height 9/Filter/CCITTFaxDecode/DecodeParms<</Columns 90000/Rows 90000/K -1>>"
        ),
        picture_within_the_drawing=lambda: drawn_with(stream(INLINE)),
        page_of_a_thousand_kilometres=lambda: box(b"0 0 1000000000 1000000000"),
        page_that_inherits_its_size=lambda: hostile.pdf_bytes(big_pages),
        page_in_large_units=lambda: box(b"0 0 200 200", b"/UserUnit 1000000"),
    ),
    *refused(
        Reason.ENCRYPTED,
        password_of_1996=lambda: locked(2),
        password_of_2001=lambda: locked(3),
        password_of_2006=lambda: locked(4),
        password_of_2017=hostile.encrypted_pdf,
        key_of_somebody=lambda: locked_by(b"Adobe.PubSec"),
        lock_that_nobody_knows=lambda: locked_by(b"Acme"),
    ),
    *refused(
        Reason.UNREADABLE,
        only_a_beginning=lambda: b"%PDF-1.7",
        noise=lambda: b"%PDF-1.7\n" + bytes(range(256)) * 4_000,
        web_page=lambda: b"%PDF-1.7\n<html><script>alert(20261122)</script></html>",
        picture_in_vectors=lambda: b"%PDF-1.7\n" + hostile.SVG,
        archive=lambda: b"%PDF-1.7\n" + hostile.zip_bytes(),
        virus_for_tests=lambda: b"%PDF-1.7\n" + hostile.EICAR.encode(),
        end_cut_off=lambda: hostile.pdf_bytes()[:-200],
        middle_cut_out=lambda: (lambda whole: whole[:200] + whole[300:])(hostile.pdf_bytes(pages=5)),
        much_behind_its_end=lambda: hostile.pdf_bytes() + b"\0" * 5_000,
        zeros_between=replaced(b"/Type/Catalog", b"/Type/Cata\0log/X"),
        keys_said_twice=lambda: document({**SOUND, 1: b"<</Type/Catalog/Pages 9 0 R/Pages 2 0 R>>"}),
        no_page=lambda: hostile.pdf_bytes(pages=0),
        no_root=lambda: document(SOUND, trailer=b""),
        root_that_is_a_number=lambda: document({**SOUND, 1: b"5"}),
        root_in_itself=lambda: document({**SOUND, 1: b"1 0 R"}),
        no_tree=lambda: document({**SOUND, 1: b"<</Type/Catalog>>"}),
        tree_in_itself=hostile.looping_pdf,
        tree_that_is_its_own_child=lambda: document({**SOUND, 2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}),
        page_that_is_no_page=lambda: document({**SOUND, 3: b"(a page)"}),
        tree_very_deep=deep_tree,
        tree_that_multiplies=branching_tree,
        packed_objects_that_unfold=lambda: packed_objects(folded(HEAVY)),
        lists_very_deep=hostile.deep_pdf,
        table_before_itself=table_before_itself,
        table_elsewhere=lambda: document(SOUND).replace(b"startxref\n", b"startxref\n9"),
        table_of_millions=replaced(b"xref\n0 4", b"xref\n0 999999999"),
        table_that_leads_astray=replaced(b"00000 n", b"00000 f"),
        list_of_no_width=lambda: listed_by(b"/W[0 0 0]/Size 5", b""),
        list_of_enormous_width=lambda: listed_by(b"/W[1 2147483647 1]/Size 5", b"\0" * 50),
        list_that_unfolds=lambda: listed_by(b"/W[1 3 1]/Size 5/Filter/FlateDecode", folded(HEAVY)),
        packed_objects_without_number=lambda: packed_objects(zlib.compress(b"1 0 " + CATALOG), number=2**31 - 1),
        packed_objects_before_their_beginning=lambda: packed_objects(zlib.compress(b"1 0 " + CATALOG), first=-5),
        stream_longer_than_the_file=lambda: drawn_with(stream(b"q", length=9_999)),
        stream_shorter_than_it_is=lambda: drawn_with(stream(b"q Q" * 99, length=3)),
        stream_of_a_negative_length=lambda: drawn_with(stream(b"q", length=-1)),
        filter_that_does_not_exist=drawn_by(b"AcmeDecode", content=b"q"),
        filter_that_does_not_fit=drawn_by(b"FlateDecode", content=b"not packed at all"),
        picture_filter_for_a_drawing=drawn_by(b"JPXDecode", content=b"not a picture"),
        jpeg_that_is_none=lambda: picture(b"<html>", b"/Width 60/Height 40/Filter/DCTDecode"),
        box_of_words=lambda: box(b"/a /b /c /d"),
        box_of_three=lambda: box(b"0 0 9"),
        box_without_room=lambda: box(b"0 0 0 0"),
    ),
    *cleaned(
        Kept.PDF,
        is_marked=False,
        lists_very_deep_in_a_drawing=lambda: hostile.pdf_bytes(nested_deeply),
        filter_by_a_lock_that_is_none=drawn_by(b"Crypt", content=b"q"),
        box_the_other_way_round=lambda: box(b"200 200 0 0"),
        tree_that_counts_wrongly=lambda: document({**SOUND, 2: TREE.replace(b"Count 1", b"Count 100000")}),
        name_of_a_thousand_letters=lambda: document({**SOUND, 3: page(b"/" + b"a" * 1_000 + b" 1")}),
        references_to_nothing=lambda: document({**SOUND, 3: page(b"/Contents[99 0 R]/Annots[98 0 R]")}),
    ),
]
