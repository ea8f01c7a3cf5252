"""notices / app: registers the room with Django and tells audit which tasks deliver."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from crowdfund.audit.core.tickets import Channel
from crowdfund.audit.wake import install_drain
from crowdfund.notices.core.names import install_namer
from crowdfund.web.components.words import register_verbs


class NoticesConfig(AppConfig):
    """The notices room."""

    name = "crowdfund.notices"
    label = "notices"

    def ready(self) -> None:
        """Install the drains, say how the room's own verb reads, and who names organisations."""
        from crowdfund.notices.queries import organisation_names  # noqa: PLC0415 - models exist only by now

        install_namer(kind="organisation", namer=organisation_names)
        install_drain(channel=Channel.NOTICE, task="notices.deliver_notices")
        install_drain(channel=Channel.EMAIL, task="notices.deliver_emails")
        register_verbs({"preferences.chosen": _("Preferences changed")})
