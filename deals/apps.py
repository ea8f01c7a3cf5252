"""deals / app: registers the room with Django."""

from django.apps import AppConfig


class DealsConfig(AppConfig):
    """The deals room."""

    name = "deals"
    label = "deals"
