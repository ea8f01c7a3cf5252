"""tests / files corpus: what is none of the kinds that are taken, whatever it calls itself."""

import gzip
import io
import tarfile
import zipfile
from typing import Final

from crowdfund.files.core.states import Reason
from tests.crowdfund.files.corpus.sample import Sample, refused
from tests.factories import hostile

SCRIPT: Final = b"<script>alert(20261122)</script>"
LAUGHS: Final = (
    b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "20261122">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]><l>&j;</l>"
)


def archive(*names: str, content: bytes = b"20261122") -> bytes:
    """Return a zip archive, which office documents are too."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w") as written:
        for name in names:
            written.writestr(name, content)
    return output.getvalue()


def zip_bomb() -> bytes:
    """Return an archive of some kilobytes that unfolds to a hundred megabytes."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("bomb.pdf", b"%PDF-1.7" + b"\0" * 100_000_000)
    return output.getvalue()


def tar() -> bytes:
    """Return an archive whose one member climbs out of its folder."""
    output = io.BytesIO()
    with tarfile.open(fileobj=output, mode="w") as written:
        written.addfile(tarfile.TarInfo("../../20261122.pdf"), io.BytesIO(b""))
    return output.getvalue()


OTHERS: Final[list[Sample]] = refused(
    Reason.KIND,
    nothing=lambda: b"",
    one_byte=lambda: b"%",
    html=lambda: b"<!doctype html>" + SCRIPT,
    html_in_utf_16=lambda: ("<html>" + SCRIPT.decode()).encode("utf-16"),
    svg=lambda: hostile.SVG,
    xml_that_multiplies=lambda: LAUGHS,
    xslt=lambda: b'<?xml-stylesheet type="text/xsl" href="#s"?><x>' + SCRIPT + b"</x>",
    mhtml=lambda: b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n" + SCRIPT,
    eicar=lambda: hostile.EICAR.encode(),
    javascript=lambda: b"alert(20261122)//%PDF-1.7",
    commands=lambda: b"#!/bin/sh\nexit 1\n",
    php=lambda: b"<?php phpinfo(); ?>",
    program_for_windows=lambda: b"MZ\x90\0" + b"\0" * 500 + b"%PDF-1.7",
    program_for_linux=lambda: b"\x7fELF\x02\x01\x01" + b"\0" * 500,
    shortcut=lambda: b"L\0\0\0\x01\x14\x02\0" + b"\0" * 200,
    zip_archive=hostile.zip_bytes,
    zip_bomb=zip_bomb,
    gzip_of_a_pdf=lambda: gzip.compress(hostile.pdf_bytes()),
    tar_that_climbs=tar,
    word_document=lambda: archive("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    excel_with_macros=lambda: archive("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
    old_office=lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1_000,
    rich_text=lambda: rb"{\rtf1{\object\objupdate 20261122}}",
    postscript=lambda: b"%!PS-Adobe-3.0\n(20261122) run\n",
    gif=lambda: hostile.image_bytes("GIF"),
    gif_that_is_a_script=lambda: b"GIF89a/*" + b"\0" * 8 + b"*/=1;alert(20261122)",
    bitmap=lambda: hostile.image_bytes("BMP"),
    tiff=lambda: hostile.image_bytes("TIFF"),
    webp=lambda: hostile.image_bytes("WEBP"),
    icon=lambda: hostile.image_bytes("ICO"),
    pdf_in_small_letters=lambda: hostile.pdf_bytes().replace(b"%PDF-", b"%pdf-", 1),
    pdf_behind_a_blank=lambda: b" " + hostile.pdf_bytes(),
    pdf_behind_a_mark_of_byte_order=lambda: b"\xef\xbb\xbf" + hostile.pdf_bytes(),
    pdf_a_thousand_bytes_late=lambda: b"\n" * 1_000 + hostile.pdf_bytes(),
    pdf_behind_a_web_page=hostile.polyglot_html_first,
    pdf_behind_a_script=lambda: b"/*" + hostile.pdf_bytes() + b"*/alert(20261122)",
    pdf_in_an_archive=lambda: archive("20261122.pdf", content=hostile.pdf_bytes()),
    half_a_signature=lambda: b"\xff\xd8" + hostile.pdf_bytes(),
)
