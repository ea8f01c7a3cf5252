"""web / tasks: the heartbeat, and forgetting answers that nobody will ask for again."""

from celery import shared_task

from crowdfund.db.clock import business_now
from crowdfund.kernel.clock import system_now
from crowdfund.web.health import beat
from crowdfund.web.idempotency import forget_answers


@shared_task(name="web.beat_heart")
def beat_heart(**_: object) -> None:
    """Note that a worker worked (the clock of the machine, not business time)."""
    beat(name="worker", at=system_now())


@shared_task(name="web.forget_old_answers")
def forget_old_answers(**_: object) -> None:
    """Delete stored answers past their keeping time."""
    forget_answers(now=business_now())
