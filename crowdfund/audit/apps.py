"""audit / app: registers the room with Django and installs what stores events."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from crowdfund.db.events import install_event_writer
from crowdfund.web.components.words import register_verbs


class AuditConfig(AppConfig):
    """The audit room."""

    name = "crowdfund.audit"
    label = "audit"

    def ready(self) -> None:
        """Install the writer behind `crowdfund.db.events.record`, and say how the room's own verbs read."""
        from crowdfund.audit.actions.write_event import write_event  # noqa: PLC0415 - models exist only by now

        install_event_writer(write_event)
        register_verbs(
            {
                "access.denied": _("Access denied"),
                "delivery.parked": _("Delivery given up"),
                "delivery.released": _("Delivery started anew"),
            }
        )
