"""partners / app: registers the room with Django."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The partners room."""

    name = "crowdfund.partners"
    label = "partners"
