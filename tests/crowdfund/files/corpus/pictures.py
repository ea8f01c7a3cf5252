"""tests / files corpus: pictures that unfold, hide something, or are something else besides."""

import io
import zlib
from typing import Final

from PIL import Image

from crowdfund.files.core.states import Reason
from tests.crowdfund.files.corpus.sample import MARK, Kept, Sample, cleaned, refused
from tests.factories import hostile

PAGE: Final = f"<html><script>alert({MARK})</script></html>".encode()
_BEHIND_HEADER: Final = 33


def chunk(name: bytes, body: bytes) -> bytes:
    """Return one part of a PNG."""
    return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")


def png_with(*chunks: bytes) -> bytes:
    """Return a PNG with parts put in before its pixels."""
    image = hostile.image_bytes("PNG")
    return image[:_BEHIND_HEADER] + b"".join(chunks) + image[_BEHIND_HEADER:]


def png_of(width: int, height: int) -> bytes:
    """Return a PNG that says to be so large; its pixels are a few."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    pixels = zlib.compress(b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def png_with_bomb(name: bytes, before: bytes) -> bytes:
    """Return a PNG one of whose parts unfolds to a hundred megabytes."""
    return png_with(chunk(name, before + zlib.compress(b"\0" * 100_000_000, 9)))


def wrong_sum() -> bytes:
    """Return a PNG whose pixels are not those of its checksum."""
    image = bytearray(hostile.image_bytes("PNG"))
    image[image.index(b"IDAT") + 8] ^= 0xFF
    return bytes(image)


def moving() -> bytes:
    """Return an animated PNG; behind the harmless picture the second one shows something else."""
    output = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "white"), Image.new("RGB", (60, 40), "red")
    first.save(output, "PNG", save_all=True, append_images=[second], duration=1)
    return output.getvalue()


def jpeg_of(width: int, height: int) -> bytes:
    """Return a JPEG that says to be so large."""
    image = bytearray(hostile.image_bytes("JPEG"))
    place = image.index(b"\xff\xc0") + 5
    image[place : place + 4] = height.to_bytes(2, "big") + width.to_bytes(2, "big")
    return bytes(image)


def jpeg_with(segment: int, body: bytes) -> bytes:
    """Return a JPEG with one more segment."""
    image = hostile.image_bytes("JPEG")
    return image[:2] + bytes([0xFF, segment]) + (len(body) + 2).to_bytes(2, "big") + body + image[2:]


def jpeg_of_many_scans() -> bytes:
    """Return a small JPEG that repeats one pass over its sixteen million pixels some thousand times."""
    image = hostile.image_bytes("JPEG", (4000, 4000), progressive=True)
    begins = image.rindex(b"\xff\xda")
    last = image[begins:-2]
    return image[:-2] + last * max(1, 19_000_000 // len(last) // 4) + image[-2:]


def several_pictures() -> bytes:
    """Return a JPEG file of two pictures (MPO); readers show the first."""
    output = io.BytesIO()
    first, second = Image.new("RGB", (60, 40), "white"), Image.new("RGB", (60, 40), "red")
    first.save(output, "MPO", save_all=True, append_images=[second], comment=MARK.encode())
    return output.getvalue()


def whole_hundred_megapixels() -> bytes:
    """Return a true PNG of a hundred million white pixels."""
    output = io.BytesIO()
    Image.new("1", (10_000, 10_000), 1).save(output, "PNG")
    return output.getvalue()


PICTURES: Final[list[Sample]] = [
    *refused(
        Reason.TOO_MANY_PIXELS,
        png_of_thousands_of_millions=hostile.png_bomb,
        png_of_a_hundred_million=whole_hundred_megapixels,
        png_of_one_endless_line=lambda: png_of(2**31 - 1, 1),
        jpeg_of_thousands_of_millions=lambda: jpeg_of(65_500, 65_500),
    ),
    *refused(
        Reason.UNREADABLE,
        png_without_size=lambda: png_of(0, 0),
        png_with_fewer_pixels_than_it_says=lambda: png_of(3_000, 3_000),
        png_cut_off=lambda: hostile.image_bytes("PNG", (800, 800))[:-60],
        png_of_a_signature_only=lambda: b"\x89PNG\r\n\x1a\n",
        png_signature_and_a_web_page=lambda: b"\x89PNG\r\n\x1a\n" + PAGE,
        png_with_a_wrong_sum=wrong_sum,
        png_whose_text_unfolds=hostile.png_text_bomb,
        png_whose_international_text_unfolds=lambda: png_with_bomb(b"iTXt", b"Comment\0\1\0\0\0"),
        png_whose_colours_unfold=lambda: png_with_bomb(b"iCCP", b"x\0\0"),
        jpeg_cut_off=lambda: hostile.image_bytes("JPEG", (800, 800))[:3_000],
        jpeg_of_a_beginning_only=lambda: b"\xff\xd8\xff\xe0",
        jpeg_beginning_and_a_web_page=lambda: b"\xff\xd8\xff\xe0" + PAGE,
        jpeg_beginning_and_a_pdf=lambda: b"\xff\xd8\xff\xe0" + hostile.pdf_bytes(),
    ),
    *cleaned(
        Kept.PNG,
        png_before_a_web_page=lambda: hostile.image_bytes("PNG") + PAGE,
        png_before_an_archive=lambda: hostile.image_bytes("PNG") + hostile.zip_bytes() + MARK.encode(),
        png_with_a_script_in_its_text=lambda: png_with(chunk(b"tEXt", b"Comment\0" + PAGE)),
        png_with_a_part_of_its_own=lambda: png_with(chunk(b"evIl", PAGE)),
        png_that_is_a_program_in_php=lambda: png_with(chunk(b"tEXt", b"x\0<?php echo 20261122; ?>")),
    ),
    *cleaned(Kept.PNG, is_marked=False, png_that_moves=moving),
    *cleaned(
        Kept.JPEG,
        jpeg_before_a_web_page=lambda: hostile.image_bytes("JPEG") + PAGE,
        jpeg_before_a_program_in_java=lambda: hostile.image_bytes("JPEG") + hostile.zip_bytes() + MARK.encode(),
        jpeg_with_a_web_page_in_its_comment=lambda: jpeg_with(0xFE, PAGE),
        jpeg_with_a_pdf_in_its_comment=lambda: jpeg_with(0xFE, hostile.pdf_bytes() + MARK.encode()),
        jpeg_with_wrong_colours=lambda: jpeg_with(0xE2, b"ICC_PROFILE\0\1\1" + PAGE),
        jpeg_that_tells_where=hostile.photo_with_place,
        jpeg_of_several_pictures=several_pictures,
    ),
    Sample(name="jpeg of many scans", make=jpeg_of_many_scans, ends=Reason.TOO_HEAVY),
]
