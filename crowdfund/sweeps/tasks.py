"""sweeps / tasks: what beat wakes."""

from celery import shared_task

from crowdfund.db.clock import business_now, clock_landed_at
from crowdfund.kernel.actor import Actor
from crowdfund.sweeps.actions import report_late_sweeps as late
from crowdfund.sweeps.actions import run_due_sweeps as due


@shared_task(name="sweeps.run_due", bind=True)
def run_due(task: object, **_: object) -> None:
    """Run the sweeps whose time has come."""
    due.run_due_sweeps(actor=_sweeper(task), now=business_now())


@shared_task(name="sweeps.report_late", bind=True)
def report_late(task: object, **_: object) -> None:
    """Raise the alarm for sweeps that should have ended."""
    landed_at = clock_landed_at()
    late.report_late_sweeps(actor=_sweeper(task), now=business_now(), landed_at=landed_at)


def _sweeper(task: object) -> Actor:
    """Return the part of the platform that sweeps, with the task's number as the number of the request."""
    return Actor.system("sweeps", str(getattr(getattr(task, "request", None), "id", None) or "sweeps"))
