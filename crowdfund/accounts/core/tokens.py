"""accounts / core: how long an invitation lasts and how its token is compared."""

import hashlib
from datetime import datetime, timedelta

#: An invitation can be used before this much time has passed.
INVITATION_LASTS = timedelta(days=7)

#: More open invitations than this at once look like a mailing and are refused.
MOST_OPEN_INVITATIONS = 50


def expires_at(invited_at: datetime) -> datetime:
    """Return the first instant at which an invitation no longer counts."""
    return invited_at + INVITATION_LASTS


def hash_of(token: str) -> str:
    """Return what is stored of a token: enough to recognise it, too little to use it."""
    return hashlib.sha256(token.encode()).hexdigest()
