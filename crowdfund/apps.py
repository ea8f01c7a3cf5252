"""roof / apps: loads the Celery application once Django is ready, so that tasks bind to it in every process."""

from django.apps import AppConfig

from crowdfund import celery


class CrowdfundConfig(AppConfig):
    """The roof as a Django app; it owns no rows."""

    name = "crowdfund"
    label = "crowdfund"
    celery_app = celery.app
