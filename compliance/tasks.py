"""compliance / tasks: what beat wakes."""

from celery import shared_task

from compliance import screening
from compliance.actions import note_lists_version as noting
from compliance.actions import send_screenings as sending
from crowdfund.db.clock import business_now
from crowdfund.kernel.actor import Actor


@shared_task(name="compliance.send_screenings", bind=True)
def send_screenings(task: object, **_: object) -> None:
    """Tell the screening provider of the checks that it does not know yet."""
    sending.send_screenings(actor=_actor(task, "send_screenings"), now=business_now(), tell=screening.tell)


@shared_task(name="compliance.ask_lists_version", bind=True)
def ask_lists_version(task: object, **_: object) -> None:
    """Ask the screening provider which lists are current; one that is away is asked again at the next turn."""
    try:
        version = screening.lists_version()
    except screening.ScreenerAway:
        return
    noting.note_lists_version(actor=_actor(task, "ask_lists_version"), now=business_now(), version=version)


def _actor(task: object, name: str) -> Actor:
    request_id = str(getattr(getattr(task, "request", None), "id", None) or f"compliance.{name}")
    return Actor.system("compliance.screener", request_id)
