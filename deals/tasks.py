"""deals / tasks: what beat wakes."""

from celery import shared_task

from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from deals import custody
from deals.actions import instruct_custodian as instructing


@shared_task(name="deals.instruct_custodian", bind=True)
def instruct_custodian(task: object, **_: object) -> None:
    """Tell the custodian of the movements that it does not know yet."""
    request_id = str(getattr(getattr(task, "request", None), "id", None) or "deals.instruct_custodian")
    instructing.instruct_custodian(
        actor=Actor.system("deals.treasurer", request_id), now=business_now(), tell=custody.tell
    )
