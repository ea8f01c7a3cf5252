"""files / core: what the environment says of files: where they are kept, how large they may be, what one may cost."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from crowdfund.files.core.limits import Limits

Read = Callable[[str, str], str]
"""Returns the variable of a name, or what is given where it is not set."""

HANDLERS: Final = [
    "crowdfund.files.incoming.WholeRequest",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "crowdfund.files.incoming.NamelessFile",
]
"""Who takes what comes in, in this order: small files in memory, others in a file without a name."""

_BESIDES: Final = 1_000_000
"""Bytes of a request around the largest file: the other fields of its form."""


class NoPlaceForFiles(ValueError):
    """Production says neither by FILES_PATH nor by FILES_BUCKET where files are kept."""

    def __init__(self) -> None:
        super().__init__("Neither FILES_PATH nor FILES_BUCKET is set; production has no default place for files.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """How files are kept. `storage` is as Django's setting `STORAGES` describes one."""

    limits: Limits
    storage: dict[str, Any]

    @property
    def request_bytes(self) -> int:
        """The longest body of a request that is read at all."""
        return self.limits.size + _BESIDES


def configured(read: Read, *, home: str, is_production: bool) -> Configuration:
    """Return what the variables say; outside of production files are in `home`/files unless FILES_PATH says otherwise.

    A bucket is for production only, where the library that speaks to it is installed.

    :raises NoPlaceForFiles: production without a place.
    :raises ValueError: a limit that is no whole number.
    """
    folder = read("FILES_PATH", "" if is_production else f"{home}/files")
    bucket = read("FILES_BUCKET", "") if is_production else ""
    if not folder and not bucket:
        raise NoPlaceForFiles
    limits = Limits(
        size=int(read("FILES_MAX_BYTES", "20000000")),
        pages=int(read("FILES_MAX_PAGES", "500")),
        pixels=int(read("FILES_MAX_PIXELS", "40000000")),
        seconds=int(read("FILES_CLEANING_SECONDS", "15")),
        memory=int(read("FILES_CLEANING_MEMORY", "536870912")),
    )
    if not bucket:
        return Configuration(limits=limits, storage=_folder(folder))
    return Configuration(
        limits=limits,
        storage=_bucket(bucket, endpoint=read("FILES_ENDPOINT", ""), region=read("FILES_REGION", "")),
    )


def _folder(path: str) -> dict[str, Any]:
    """What is saved under a name that exists replaces it, so that a file cleaned twice has one clean version."""
    options = {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700, "allow_overwrite": True}
    return {"BACKEND": "crowdfund.files.vault.Folder", "OPTIONS": {"location": path, **options}}


def _bucket(name: str, *, endpoint: str, region: str) -> dict[str, Any]:
    options = {"bucket_name": name, "endpoint_url": endpoint or None, "region_name": region or None}
    private = {"default_acl": None, "querystring_auth": True, "file_overwrite": True}
    return {"BACKEND": "crowdfund.files.bucket.Bucket", "OPTIONS": options | private}
