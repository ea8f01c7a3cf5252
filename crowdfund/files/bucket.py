"""files / bucket: a private bucket that speaks S3, in place of a folder; only production and its tests load this."""

from typing import Any, Final, NoReturn

from botocore.config import Config
from storages.backends.s3 import S3Storage

_CONNECT_SECONDS: Final = 5
_READ_SECONDS: Final = 20
_ATTEMPTS: Final = 3


class NoAddress(RuntimeError):
    """Somebody asked for an address under which a browser would get a file without being asked who it is."""


class Bucket(S3Storage):  # type: ignore[misc]  # the library carries no types
    """A bucket whose objects are reached with our keys only; it waits for nobody for long."""

    def __init__(self, **settings: Any) -> None:
        waits = Config(
            connect_timeout=_CONNECT_SECONDS,
            read_timeout=_READ_SECONDS,
            retries={"mode": "standard", "total_max_attempts": _ATTEMPTS},
            signature_version="s3v4",
        )
        super().__init__(client_config=waits, **settings)

    def url(self, name: str, *_: Any, **__: Any) -> NoReturn:
        """Give no address, signed or not: what is read is asked for at the platform, each time.

        :raises NoAddress: always.
        """
        raise NoAddress(name)
