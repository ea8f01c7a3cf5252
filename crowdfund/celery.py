"""roof / celery: the Celery application and the static beat schedule.

PostgreSQL is the only truth: a task wakes something that reads rows, so a task may be lost, repeated or late
without changing a result. There are no countdowns and no stored task results.
"""

import os

from celery import Celery
from celery.schedules import schedule

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crowdfund.settings")

app = Celery("crowdfund")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

EVERY_SECONDS = {
    "web.beat_heart": 15,
    "deals.instruct_custodian": 15,
    "compliance.send_screenings": 15,
    "files.clean_files": 20,
    "sweeps.run_due": 20,
    "audit.seal_events": 30,
    "notices.deliver_notices": 30,
    "notices.deliver_emails": 30,
    "accounts.mail_invitations": 30,
    "sweeps.report_late": 60,
    "compliance.ask_lists_version": 300,
    "files.drop_leftovers": 600,
    "web.forget_old_answers": 3600,
}
"""How often beat wakes each task; a message that nobody took by the next turn is worthless and expires."""

app.conf.beat_schedule = {
    task: {"task": task, "schedule": schedule(seconds), "options": {"expires": seconds}}
    for task, seconds in EVERY_SECONDS.items()
}
