"""partners / core: what the public name and the secret of a client look like."""

from collections.abc import Callable
from typing import Final

PUBLIC_PREFIX: Final = "cfc_"
SECRET_PREFIX: Final = "cfs_"  # noqa: S105  # nosec B105
"""A visible beginning, by which a secret that leaked into a file or a log is found."""

ENTROPY_BYTES: Final = 32


def public_name(*, random_text: Callable[[int], str]) -> str:
    """Return a client's public name (the `client_id` of OAuth), which is no secret."""
    return PUBLIC_PREFIX + random_text(12)


def secret(*, random_text: Callable[[int], str]) -> str:
    """Return a new secret with 256 random bits; `random_text` draws that many bytes as text."""
    return SECRET_PREFIX + random_text(ENTROPY_BYTES)
