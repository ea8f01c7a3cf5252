"""deals / app: registers the room with Django and its words with the design system."""

from django.apps import AppConfig

from crowdfund.notices.core.names import install_namer
from deals import words


class DealsConfig(AppConfig):
    """The deals room."""

    name = "deals"
    label = "deals"

    def ready(self) -> None:
        """Register the faces of the room's states, and who names its raises and projects."""
        from deals import queries  # noqa: PLC0415 - models exist only by now

        words.register()
        install_namer(kind="round", namer=queries.round_titles)
        install_namer(kind="project", namer=queries.project_names)
