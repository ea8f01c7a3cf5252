"""kernel / signatures: messages signed as Standard Webhooks (v1) has it, made and told from forged ones."""

import base64
import binascii
import hashlib
import hmac
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Final

TOLERANCE_SECONDS: Final = 300
"""How far the instant of a message may lie from real time, either way."""
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}")


def sign(*, secret: str, message_id: str, timestamp: str, body: bytes) -> str:
    """Return the signature that a message must carry: `v1,` and the HMAC-SHA256 over `id.timestamp.body` in base64.

    :raises RuntimeError: the secret is not `whsec_` and base64.
    """
    try:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error as error:
        raise RuntimeError("the secret of a signature is not whsec_ and base64") from error
    digest = hmac.new(key, b".".join([message_id.encode(), timestamp.encode(), body]), hashlib.sha256).digest()
    return "v1," + base64.b64encode(digest).decode()


def signed_id(*, headers: Mapping[str, str], body: bytes, secret: str, at: datetime) -> str | None:
    """Return the id of a message that is signed with the secret and of this moment, or None for any other.

    Several signatures may stand in the header while the secret is being changed. `at` is real time.
    """
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or _TIMESTAMP.fullmatch(timestamp) is None:
        return None
    if abs(int(at.timestamp()) - int(timestamp)) > TOLERANCE_SECONDS:
        return None
    wanted = sign(secret=secret, message_id=message_id, timestamp=timestamp, body=body)
    given = headers.get("webhook-signature", "").split(" ")
    is_signed = any(hmac.compare_digest(wanted.encode(), candidate.encode()) for candidate in given)
    return message_id if is_signed else None
