"""files / core: an upload as a verb sees it: a name that is not to be trusted, a size, and the bytes in pieces."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """What somebody sends. `chunks` may be asked more than once and starts at the beginning each time."""

    name: str
    size: int
    chunks: Callable[[], Iterable[bytes]]

    @classmethod
    def of(cls, name: str, content: bytes) -> "Upload":
        """Return an upload of bytes that are at hand."""
        return cls(name=name, size=len(content), chunks=lambda: (content,))
