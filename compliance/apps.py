"""compliance / apps: registers the room and its words with Django, and lets no process start on a bad rulebook."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from compliance import words
from compliance.core.node import BadBook
from compliance.core.queues import Queue, install_queue
from compliance.library import book


class ComplianceConfig(AppConfig):
    """The compliance room."""

    name = "compliance"
    label = "compliance"
    verbose_name = _("Compliance")

    def ready(self) -> None:
        """Read the rulebook, in every process: web, worker, beat and command line alike; say how words read.

        :raises SystemExit: it can't be used; the one sentence that is printed names file and line.
        """
        try:
            book()
        except BadBook as error:
            raise SystemExit(f"The rulebook can't be used. {error}") from error
        from compliance.queries import board  # noqa: PLC0415 - models exist only by now

        words.register()
        waiting = (
            ("people", _("Identities to check"), "accounts:people", board.waiting_people),
            (
                "certifications",
                _("Certifications to decide"),
                "compliance:certifications",
                board.waiting_certifications,
            ),
            ("clearances", _("Clearances to decide"), "compliance:clearances", board.waiting_clearances),
        )
        for name, label, route, backlog in waiting:
            install_queue(Queue(name=name, label=label, route=route, backlog=backlog))
