"""db / app: registers the room with Django."""

from django.apps import AppConfig


class DbConfig(AppConfig):
    """The db room."""

    name = "crowdfund.db"
    label = "db"
