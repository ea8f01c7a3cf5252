"""sweeps / app: registers the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crowdfund.sweeps.core.states import RunState, SweepStanding
from crowdfund.web.components.words import StateFace, Tone, register_states, register_verbs


class SweepsConfig(AppConfig):
    """The sweeps room."""

    name = "crowdfund.sweeps"
    label = "sweeps"

    def ready(self) -> None:
        """Say how the room's states and events read."""
        register_verbs({"sweep.late": _("Sweep late"), "clock.moved": _("Clock moved forward")})
        register_states(
            "sweep",
            {
                SweepStanding.WAITING: StateFace(label=pgettext_lazy("sweep", "Waits for its turn"), tone=Tone.WAITING),
                SweepStanding.DONE: StateFace(label=pgettext_lazy("sweep", "Done for the day"), tone=Tone.LIVE),
                SweepStanding.LATE: StateFace(label=pgettext_lazy("sweep", "Late"), tone=Tone.REFUSED),
            },
        )
        register_states(
            "sweep_run",
            {
                RunState.UNFINISHED: StateFace(label=pgettext_lazy("sweep run", "Not finished"), tone=Tone.WAITING),
                RunState.FINISHED: StateFace(label=pgettext_lazy("sweep run", "Finished"), tone=Tone.ENDED),
            },
        )
