"""demo / screener: a provider that finds nobody on a list, for a history that is told before any can be asked.

What it says comes back as a callback does: in the provider's words, signed with the secret that both know, proved, and
received by the verb of every callback. Somebody whom a list may name is left to the sandbox's own provider, which is
asked as soon as the platform runs.
"""

import json
from datetime import datetime
from typing import Final
from uuid import UUID

from django.conf import settings

from compliance import screening
from compliance.actions.receive_screening_result import receive_screening_result
from compliance.core.screener import MessageKind, Result
from crowdfund.kernel import signatures
from crowdfund.kernel.actor import Actor

SCREENER: Final = Actor.system("compliance.screener", request_id="demo")
"""The part of the platform that speaks with the provider."""
LISTS: Final = "2026-11-01"
"""The version with which the sandbox's provider begins, so that nobody is screened anew at the start."""


def find_nothing(check_id: UUID, *, now: datetime) -> None:
    """Receive that a check has found nothing; `now` is the instant of it, and of the signature."""
    data = {"check": str(check_id), "result": Result.CLEAR.value, "lists_version": LISTS, "hits": []}
    body = json.dumps({"type": MessageKind.COMPLETED.value, "data": data}, sort_keys=True).encode()
    message_id, timestamp = f"msg_{check_id.hex}", str(int(now.timestamp()))
    signed = signatures.sign(
        secret=settings.SCREENING_WEBHOOK_SECRET, message_id=message_id, timestamp=timestamp, body=body
    )
    headers = {"webhook-id": message_id, "webhook-timestamp": timestamp, "webhook-signature": signed}
    message = screening.message_from(headers=headers, body=body, at=now)
    receive_screening_result(actor=SCREENER, now=now, message=message)
