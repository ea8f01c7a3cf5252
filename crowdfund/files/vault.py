"""files / vault: where the bytes are: a folder or a bucket, by setting; under random names that nobody outside learns.

`original/` holds what waits, `clean/` what is served. No address of the platform leads to either.
"""

import hashlib
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, Any, Final
from uuid import UUID

from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, Storage, storages

from crowdfund.files.core.limits import Limits
from crowdfund.files.core.senders import Arrived

_ORIGINAL: Final = "original"
_CLEAN: Final = "clean"
_CHUNK: Final = 1 << 16


class Folder(FileSystemStorage):
    """A folder that only we enter; what was saved survives a loss of power."""

    def _save(self, name: str, content: "File[Any]") -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]  # the stubs do not know it
        for path, flags in ((self.path(saved), os.O_RDONLY), (os.path.dirname(self.path(saved)), os.O_DIRECTORY)):
            descriptor = os.open(path, flags)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        return saved


class Missing(LookupError):
    """The bytes are not where they should be."""


class TooLarge(ValueError):
    """More bytes came than are taken."""


def limits() -> Limits:
    """Return how large a file may be and what reading it may cost, by setting."""
    found: Limits = settings.FILES.limits
    return found


def keep_original(chunks: Iterable[bytes]) -> Arrived:
    """Keep what came in under a fresh random key.

    :raises TooLarge: as soon as more has come than `limits().size`; nothing is kept.
    """
    key = UUID(bytes=secrets.token_bytes(16), version=4)
    digest, size, most = hashlib.sha256(), 0, limits().size
    with tempfile.TemporaryFile() as taken:
        for chunk in chunks:
            size += len(chunk)
            if size > most:
                raise TooLarge
            digest.update(chunk)
            taken.write(chunk)
        taken.seek(0)
        _storage().save(_place(_ORIGINAL, key), File(taken))
    return Arrived(key=key, size=size, sha256=digest.hexdigest())


def original(key: UUID) -> Iterator[bytes]:
    """Yield the original in pieces.

    :raises Missing: it is not there.
    """
    with _opened(_ORIGINAL, key) as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def keep_clean(key: UUID, content: bytes) -> str:
    """Keep the clean version and return its SHA-256; keeping it again changes nothing."""
    _storage().save(_place(_CLEAN, key), ContentFile(content))
    return hashlib.sha256(content).hexdigest()


def open_clean(key: UUID) -> IO[bytes]:
    """Open the clean version; the caller closes it.

    :raises Missing: it is not there.
    """
    return _opened(_CLEAN, key)


def drop_clean(key: UUID) -> None:
    """Remove what there is of a clean version; nothing happens when there is none."""
    _storage().delete(_place(_CLEAN, key))


def drop_original(key: UUID) -> None:
    """Remove the original; nothing happens when it is gone."""
    _storage().delete(_place(_ORIGINAL, key))


def originals_before(instant: datetime) -> Iterator[UUID]:
    """Yield the keys of the originals that were kept before `instant` (real time)."""
    storage = _storage()
    try:
        _, names = storage.listdir(_ORIGINAL)
    except FileNotFoundError:
        return
    for name in names:
        key = _key(name)
        try:
            if key is not None and storage.get_modified_time(_place(_ORIGINAL, key)) < instant:
                yield key
        except FileNotFoundError:
            continue


def _opened(part: str, key: UUID) -> IO[bytes]:
    try:
        return _storage().open(_place(part, key))
    except FileNotFoundError:
        raise Missing(key) from None


def _storage() -> Storage:
    return storages["default"]


def _place(part: str, key: UUID) -> str:
    return f"{part}/{key.hex}"


def _key(name: str) -> UUID | None:
    try:
        return UUID(hex=name)
    except ValueError:
        return None
