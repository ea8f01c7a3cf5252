"""files / cleaning: an image is decoded and encoded anew: what was not a pixel is gone."""

import io
from typing import Final

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError

from crowdfund.files.cleaning.measuring import require_few_scans
from crowdfund.files.cleaning.refused import Refused
from crowdfund.files.core.kinds import Kind
from crowdfund.files.core.limits import Limits
from crowdfund.files.core.states import Reason

_QUALITY: Final = 92
_MODES: Final = {
    Kind.JPEG: frozenset({"L", "RGB"}),
    Kind.PNG: frozenset({"1", "L", "LA", "RGB", "RGBA", "I;16"}),
}
"""How pixels may be stored; everything else (palettes, print colours) is turned into RGB or RGBA."""


def clean_image(content: bytes, *, kind: Kind, limits: Limits) -> bytes:
    """Return the pixels of the first frame, upright, without metadata, in the same kind.

    :raises Refused: too many pixels or passes over them, damaged or cut off.
    """
    if kind is Kind.JPEG:
        require_few_scans(content)
    Image.MAX_IMAGE_PIXELS = limits.pixels
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with Image.open(io.BytesIO(content), formats=[kind.name]) as image:
            if image.width * image.height > limits.pixels:
                raise Refused(Reason.TOO_MANY_PIXELS)
            image.load()
            ImageOps.exif_transpose(image, in_place=True)
            return _encoded(image, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Refused(Reason.TOO_MANY_PIXELS) from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError):
        raise Refused(Reason.UNREADABLE) from None


def _encoded(image: Image.Image, kind: Kind) -> bytes:
    """Encode a copy that is only pixels; each copy is let go as soon as the next one stands, for they are large."""
    wanted = image
    if image.mode not in _MODES[kind]:
        has_holes = kind is Kind.PNG and (image.mode in {"PA", "La", "RGBa"} or "transparency" in image.info)
        wanted = image.convert("RGBA" if has_holes else "RGB")
        image.close()
    bare = Image.new(wanted.mode, wanted.size)
    bare.paste(wanted)
    wanted.close()
    output = io.BytesIO()
    if kind is Kind.JPEG:
        bare.save(output, "JPEG", quality=_QUALITY, optimize=True)
    else:
        bare.save(output, "PNG")
    return output.getvalue()
