"""deals / app: registers the room with Django and its words with the design system."""

from django.apps import AppConfig

from deals import words


class DealsConfig(AppConfig):
    """The deals room."""

    name = "deals"
    label = "deals"

    def ready(self) -> None:
        """Register the faces of the room's states."""
        words.register()
