"""files / core: the name under which a file is shown. It never names anything in a storage."""

import re
import unicodedata
from typing import Final

from crowdfund.files.core.kinds import FACES, Kind

LONGEST: Final = 200
"""UTF-8 bytes of a shown name without its ending; with the ending it fits every file system."""

_PATH: Final = re.compile(r"[/\\]")
_FORBIDDEN: Final = re.compile(r'[<>:"|?*\s]+')
_ENDING: Final = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NAMELESS: Final = "file"
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever ending follows."""

_BLANK: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Letters and marks that show nothing."""


def shown_name(given: str) -> str:
    """Return a harmless name: the last part of a path, without control and direction characters, at most 200 bytes.

    >>> shown_name("../../etc/passwd")
    'passwd'
    >>> shown_name("annual\\u202efdp.exe")
    'annualfdp.exe'
    >>> shown_name("  .. ")
    'file'
    >>> shown_name("nul.pdf")
    'file nul.pdf'
    """
    last = _PATH.split(given)[-1]
    visible = "".join(character for character in unicodedata.normalize("NFC", last) if not _is_invisible(character))
    plain = _FORBIDDEN.sub(" ", visible).strip(" .")
    stem, ending = _parted(f"{_NAMELESS} {plain}" if _DEVICE.match(plain) else plain)
    return (_cut(stem, LONGEST).strip(" .") or _NAMELESS) + ending


def served_name(name: str, kind: Kind) -> str:
    """Return the name under which a clean file is handed out: it ends as its content does.

    >>> served_name("invoice.exe", Kind.PDF)
    'invoice.pdf'
    """
    return _parted(name)[0] + FACES[kind].ending


def _parted(name: str) -> tuple[str, str]:
    found = _ENDING.search(name)
    return (name[: found.start()], found.group()) if found and found.start() else (name, "")


def _is_invisible(character: str) -> bool:
    """Control, format (direction, zero width), surrogate, private, unassigned and empty characters; blanks are none."""
    return unicodedata.category(character).startswith("C") or bool(_BLANK.match(character))


def _cut(text: str, length: int) -> str:
    return text.encode("utf-8")[:length].decode("utf-8", errors="ignore")
