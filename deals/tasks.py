"""deals / tasks: what beat wakes."""

from celery import shared_task

from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor
from deals import custody
from deals.actions import instruct_custodian as instructing
from deals.actions import instruct_returns as returning


@shared_task(name="deals.instruct_custodian", bind=True)
def instruct_custodian(task: object, **_: object) -> None:
    """Tell the custodian of the movements that it does not know yet, and of stray money that is to go back."""
    request_id = str(getattr(getattr(task, "request", None), "id", None) or "deals.instruct_custodian")
    treasurer, now = Actor.system("deals.treasurer", request_id), business_now()
    instructing.instruct_custodian(actor=treasurer, now=now, tell=custody.tell)
    returning.instruct_returns(actor=treasurer, now=now, tell=custody.tell)
