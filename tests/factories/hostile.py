"""tests / factories: files that mean harm, or only look as if; each made here, none of them a sample from anywhere."""

import io
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

SCRIPT = "app.alert(20261122)"
PROGRAM = "launch-20261122.exe"


def pdf_bytes(change: Callable[[Pdf], None] | None = None, *, pages: int = 1, **saving: object) -> bytes:
    """Return a PDF with blank pages, changed as the test wants."""
    with Pdf.new() as pdf:
        for _ in range(pages):
            pdf.add_blank_page(page_size=(200, 200))
        if change is not None:
            change(pdf)
        output = io.BytesIO()
        pdf.save(output, **({"deterministic_id": "encryption" not in saving} | saving))  # type: ignore[arg-type]
        return output.getvalue()


def with_script(pdf: Pdf) -> None:
    """JavaScript when the document opens, by name, on a page and in a form field."""
    script = Dictionary(S=Name.JavaScript, JS=String(SCRIPT))
    pdf.Root.OpenAction = pdf.make_indirect(script)
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("x"), script])))
    pdf.Root.AA = Dictionary(WC=script)
    pdf.pages[0].obj["/AA"] = Dictionary(O=script)
    field = pdf.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T=String("total"),
            V=String("1"),
            Rect=Array([10, 10, 90, 30]),
            AA=Dictionary(K=script),
        )
    )
    pdf.pages[0].obj["/Annots"] = Array([field])
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), CO=Array([field]))


def with_launch(pdf: Pdf) -> None:
    """A link that starts a program, and one that leads out of the platform."""
    targets = (
        Dictionary(S=Name.Launch, F=String(PROGRAM), Win=Dictionary(F=String(PROGRAM))),
        Dictionary(S=Name.URI, URI=String("http://example.com/20261122")),
        Dictionary(S=Name.GoToR, F=String("//example.com/20261122/share.pdf"), D=Array([0, Name.Fit])),
        Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("http://example.com/20261122"))),
    )
    links = [Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 50, 50]), A=target) for target in targets]
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(link) for link in links])


def with_attachment(pdf: Pdf) -> None:
    """Another file inside, and one pinned to a page."""
    pdf.attachments["payload.exe"] = b"MZ-20261122-payload"
    spec = pdf.attachments["payload.exe"].obj
    note = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec)
    pdf.pages[0].obj["/Annots"] = Array([pdf.make_indirect(note)])
    pdf.Root.AF = Array([spec])


def with_outside_data(pdf: Pdf) -> None:
    """A drawing whose data are in another file, and one that borrows a page of another document."""
    outside = Stream(pdf, b"")
    outside["/F"] = Dictionary(Type=Name.Filespec, F=String("//example.com/20261122/data"))
    borrowed = Stream(pdf, b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    borrowed["/Ref"] = Dictionary(F=Dictionary(Type=Name.Filespec, F=String("other-20261122.pdf")), Page=0)
    pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(X=pdf.make_indirect(borrowed)))
    pdf.pages[0].obj["/Contents"] = pdf.make_indirect(outside)


def with_bomb(pdf: Pdf) -> None:
    """A page whose drawing unfolds to gigabytes."""
    once = zlib.compress(b"\0" * 400_000_000, 9)
    pdf.pages[0].obj["/Contents"] = Stream(
        pdf, zlib.compress(once, 9), Filter=Array([Name.FlateDecode, Name.FlateDecode])
    )


def with_huge_picture(pdf: Pdf) -> None:
    """A picture that says it has ten thousand million pixels."""
    picture = Stream(
        pdf,
        b"\0",
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=100_000,
        Height=100_000,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )
    pdf.pages[0].obj["/Resources"] = Dictionary(XObject=Dictionary(X=pdf.make_indirect(picture)))


def encrypted_pdf() -> bytes:
    """Return a PDF that nobody reads without the password."""
    return pdf_bytes(encryption=pikepdf.Encryption(owner="owner", user="user"))


def deep_pdf() -> bytes:
    """Return a PDF with arrays in arrays, a hundred thousand deep."""
    deep = b"[" * 100_000 + b"]" * 100_000
    return (
        b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Deep " + deep + b">>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer<</Root 1 0 R/Size 3>>\n%%EOF"
    )


def looping_pdf() -> bytes:
    """Return a PDF whose page tree contains itself."""

    def loop(pdf: Pdf) -> None:
        pdf.Root.Pages.Kids.append(pdf.Root.Pages)

    return pdf_bytes(loop)


def polyglot_html_first() -> bytes:
    """Return bytes that a browser reads as a page and a reader of PDFs as a document."""
    return b"<html><script>alert(1)</script>\n" + pdf_bytes()


def polyglot_pdf_first() -> bytes:
    """Return a PDF with a web page in a comment behind its end."""
    return pdf_bytes() + b"\n%<html><script>alert(20261122)</script></html>\n"


def image_bytes(kind: str, size: tuple[int, int] = (60, 40), *, mode: str = "RGB", **saving: object) -> bytes:
    """Return an image of one colour."""
    output = io.BytesIO()
    Image.new(mode, size, "red" if mode == "RGB" else None).save(output, kind, **saving)
    return output.getvalue()


def photo_with_place() -> bytes:
    """Return a photo that says where, when and by what it was taken, lying on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Camera-20261122"
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (39.0, 54.0, 20.0)
    return image_bytes("JPEG", (60, 40), exif=exif.tobytes(), comment=b"secret-20261122")


def png_bomb() -> bytes:
    """Return a small PNG that says it has two and a half thousand million pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    header = (50_000).to_bytes(4, "big") * 2 + bytes([8, 0, 0, 0, 0])
    body = zlib.compress(b"\0" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def png_text_bomb() -> bytes:
    """Return a PNG with a comment that unfolds to a hundred megabytes."""
    image = image_bytes("PNG")
    body = b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9)
    text = len(body).to_bytes(4, "big") + b"zTXt" + body + zlib.crc32(b"zTXt" + body).to_bytes(4, "big")
    return image[:33] + text + image[33:]


def zip_bytes() -> bytes:
    """Return an archive, which is also what Office documents are."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    return output.getvalue()


EICAR = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
