"""files / cleaning: an image is its pixels."""

import io

import pytest
from PIL import Image

from crowdfund.files.cleaning.images import clean_image
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.cleaning.runner import clean
from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.results import Cleaned
from crowdfund.files.core.states import Reason
from tests.crowdfund.files.cleaning.limits import LIMITS
from tests.factories import hostile


def opened(content):
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def test_where_when_and_by_what_a_photo_was_taken_is_gone_and_it_stands_upright():
    original = hostile.photo_with_place()
    assert b"Camera-20261122" in original
    assert b"secret-20261122" in original
    clean = clean_image(original, kind=Kind.JPEG, limits=LIMITS)
    assert b"20261122" not in clean
    assert dict(opened(clean).getexif()) == {}
    assert opened(clean).size == (40, 60)


def test_what_hangs_behind_the_picture_is_gone():
    for kind in (Kind.PNG, Kind.JPEG):
        clean = clean_image(hostile.image_bytes(kind.name) + hostile.zip_bytes(), kind=kind, limits=LIMITS)
        assert b"vbaProject" not in clean


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_the_pixels_of_a_png_stay(mode):
    source = Image.new(mode, (3, 2))
    source.putpixel((1, 1), 1 if mode in {"1", "L", "P", "I;16"} else (200, 1, 2, 100)[: len(mode)])
    output = io.BytesIO()
    source.save(output, "PNG")
    clean = opened(clean_image(output.getvalue(), kind=Kind.PNG, limits=LIMITS))
    wanted = opened(output.getvalue())
    assert clean.convert("RGBA").tobytes() == wanted.convert("RGBA").tobytes()


def test_holes_of_a_palette_stay_holes():
    source = Image.new("P", (2, 2), 0)
    output = io.BytesIO()
    source.save(output, "PNG", transparency=0)
    clean = opened(clean_image(output.getvalue(), kind=Kind.PNG, limits=LIMITS))
    assert clean.mode == "RGBA"
    assert clean.getpixel((0, 0))[3] == 0


def test_print_colours_become_screen_colours():
    clean = opened(clean_image(hostile.image_bytes("JPEG", mode="CMYK"), kind=Kind.JPEG, limits=LIMITS))
    assert clean.mode == "RGB"


def test_the_largest_picture_that_is_taken_fits_into_the_child():
    """Forty million pixels in print colours, lying on their side: all copies that this takes, within its memory."""
    exif = Image.Exif()
    exif[0x0112] = 6
    original = hostile.image_bytes("JPEG", (8000, 5000), mode="CMYK", exif=exif.tobytes())
    result = clean([original], limits=LIMITS)
    assert isinstance(result, Cleaned)
    assert opened(result.content).size == (5000, 8000)


REFUSED = {
    "cut off photo": (Kind.JPEG, lambda: hostile.image_bytes("JPEG", (800, 800))[:3000], Reason.UNREADABLE),
    "cut off png": (Kind.PNG, lambda: hostile.image_bytes("PNG", (800, 800))[:-60], Reason.UNREADABLE),
    "svg as png": (Kind.PNG, lambda: hostile.SVG, Reason.UNREADABLE),
    "only a beginning": (Kind.PNG, lambda: b"\x89PNG\r\n\x1a\n", Reason.UNREADABLE),
    "pixels": (Kind.PNG, hostile.png_bomb, Reason.TOO_MANY_PIXELS),
    "a few pixels too many": (Kind.PNG, lambda: hostile.image_bytes("PNG", (8000, 5001)), Reason.TOO_MANY_PIXELS),
    "text": (Kind.PNG, hostile.png_text_bomb, Reason.UNREADABLE),
    "gif as png": (Kind.PNG, lambda: hostile.image_bytes("GIF"), Reason.UNREADABLE),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_taken_is_refused_with_its_reason(name):
    kind, make, reason = REFUSED[name]
    with pytest.raises(Refused) as refused:
        clean_image(make(), kind=kind, limits=LIMITS)
    assert refused.value.reason is reason
