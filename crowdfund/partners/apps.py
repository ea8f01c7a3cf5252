"""partners / app: registers the room, how its states look and how its verbs read."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs


class PartnersConfig(AppConfig):
    """The partners room."""

    name = "crowdfund.partners"
    label = "partners"

    def ready(self) -> None:
        """Say how clients and what is done to them read."""
        register_states(
            "client",
            {
                "active": StateFace(label=_("Active"), tone=Tone.LIVE),
                "disabled": StateFace(label=_("Disabled"), tone=Tone.ENDED),
            },
        )
        register_verbs(
            {
                "client.registered": _("API client registered"),
                "client.secret_issued": _("Secret of an API client issued"),
                "client.disabled": _("API client disabled"),
            }
        )
