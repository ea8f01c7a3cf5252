"""roof / celery: the Celery application and the static beat schedule.

PostgreSQL is the only truth: a task wakes something that reads rows, so a task may be lost, repeated or late
without changing a result. There are no countdowns and no stored task results.
"""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "crowdfund.settings")

app = Celery("crowdfund")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
