"""audit / tasks: extending the chain."""

from pathlib import Path

from celery import shared_task
from django.conf import settings

from crowdfund.audit.actions.extend_chain import extend_chain
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor


@shared_task(name="audit.seal_events", bind=True)
def seal_events(task: object, **_: object) -> None:
    """Seal what waits and anchor it; nothing happens when nothing waits."""
    request_id = str(getattr(getattr(task, "request", None), "id", None) or "audit.seal_events")
    extend_chain(
        actor=Actor.system("audit.sealer", request_id), now=business_now(), anchor=Path(settings.AUDIT_ANCHOR_PATH)
    )
