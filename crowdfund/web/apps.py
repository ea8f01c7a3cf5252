"""web / app: registers the room with Django."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The web room."""

    name = "crowdfund.web"
    label = "web"
