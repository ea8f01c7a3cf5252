"""compliance / apps: registers the room and its words with Django, and lets no process start on a bad rulebook."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from compliance import words
from compliance.core.node import BadBook
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
        words.register()
