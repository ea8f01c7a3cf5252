"""exits / app: registers the room with Django, its words with the design system and its sweeps with the calendar."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from crowdfund.notices.core.names import install_namer
from crowdfund.sweeps.core.sweep import Sweep, install_sweep
from exits import words


class ExitsConfig(AppConfig):
    """The exits room."""

    name = "exits"
    label = "exits"

    def ready(self) -> None:
        """Register the faces of the room's states, who names its windows, and what the calendar asks of it."""
        from exits import queries  # noqa: PLC0415 - models exist only by now
        from exits.actions import settle_exit_window as settling  # noqa: PLC0415
        from exits.actions import unlock_lots as unlocking  # noqa: PLC0415

        words.register()
        install_namer(kind="exit_window", namer=queries.window_titles)
        install_sweep(
            Sweep(
                name="exit-windows",
                label=_("Windows for the next-round exit that are over"),
                due=queries.windows_to_settle,
                settle=settling.settle_windows,
                batch=20,
            )
        )
        install_sweep(
            Sweep(
                name="unlock-lots",
                label=_("Lots whose lock-up is over"),
                due=queries.lots_to_unlock,
                settle=unlocking.unlock_lots,
            )
        )
