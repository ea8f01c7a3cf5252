"""exits / app: registers the room with Django, its words with the design system and its sweeps with the calendar."""

from django.apps import AppConfig


class ExitsConfig(AppConfig):
    """The exits room."""

    name = "exits"
    label = "exits"
