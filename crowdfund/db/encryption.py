"""db / encryption: personal identifiers at rest.

AES-256-GCM with a key id in front of each value, so that keys can be rotated while old values stay readable, and
associated data (table, column, row) so that a value copied into another row does not decrypt. Exact look-up goes
through a keyed blind index (HMAC-SHA-256) under a key of its own.
"""

import base64
import hashlib
import hmac
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

_NONCE_BYTES = 12


class CannotDecrypt(Exception):
    """A stored value is damaged, was moved from another row, or its key is not among FIELD_KEYS."""


def encrypt(text: str, *, context: str) -> str:
    """Return `text` sealed under the current key for the place named by `context`."""
    key_id, key = next(iter(_keys(settings.FIELD_KEYS).items()))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(key).encrypt(nonce, text.encode(), context.encode())
    return f"{key_id}:{base64.urlsafe_b64encode(nonce + sealed).decode()}"


def decrypt(sealed: str, *, context: str) -> str:
    """Return the text that was sealed for `context`.

    :raises CannotDecrypt: when the key is unknown or the value does not belong to this place.
    """
    key_id, _, body = sealed.partition(":")
    key = _keys(settings.FIELD_KEYS).get(key_id)
    if key is None:
        raise CannotDecrypt(f"no field key named {key_id!r}")
    try:
        raw = base64.urlsafe_b64decode(body)
        return AESGCM(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], context.encode()).decode()
    except (InvalidTag, ValueError) as error:
        raise CannotDecrypt("the value is damaged or stands in the wrong place") from error


def blind_index(text: str, *, purpose: str) -> str:
    """Return the keyed digest by which a sealed value can be found again; `purpose` keeps columns apart."""
    message = f"{purpose}\x1f{text}".encode()
    return hmac.new(base64.b64decode(settings.BLIND_INDEX_KEY), message, hashlib.sha256).hexdigest()


@lru_cache(maxsize=4)
def _keys(configured: str) -> dict[str, bytes]:
    """Parse `id:base64,id:base64`; the first is the one that new values are sealed with."""
    pairs = (part.split(":", 1) for part in configured.split(",") if part)
    return {key_id.strip(): base64.b64decode(key) for key_id, key in pairs}
