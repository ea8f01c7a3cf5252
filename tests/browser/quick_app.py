"""tests / browser: the platform's Celery application with its own schedule, only that beat turns faster.

Started as `celery -A tests.browser.quick_app worker` (or `beat`), so that a journey need not wait for half a minute
each time the platform does something by itself.
"""

from celery.schedules import schedule

from crowdfund.celery import EVERY_SECONDS, app

SECONDS = 1
_RARELY = 60
"""Tasks whose own turn is longer than this are none of a journey's."""

app.conf.beat_schedule = {
    task: {"task": task, "schedule": schedule(SECONDS), "options": {"expires": SECONDS}}
    for task, usual in EVERY_SECONDS.items()
    if usual <= _RARELY
}
