"""exits / app: registers the room with Django, its words, its sweeps, and what it answers about money."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from compliance.core.duties import Bearing, Source, install_source
from crowdfund.notices.core.names import install_namer
from crowdfund.sweeps.core.sweep import Sweep, install_sweep
from deals.core.movements import MovementSubject, install_movement_subject
from exits import words
from exits.core import accounts


class ExitsConfig(AppConfig):
    """The exits room."""

    name = "exits"
    label = "exits"

    def ready(self) -> None:
        """Register the faces of the room's states, who names its windows, and what calendar and money ask of it."""
        from exits import queries  # noqa: PLC0415 - models exist only by now

        words.register()
        install_namer(kind="exit_window", namer=queries.window_titles)
        install_namer(kind="lot", namer=queries.lot_names)
        self._install_duties()
        self._answer_about_money()
        for sweep in self._sweeps():
            install_sweep(sweep)

    def _install_duties(self) -> None:
        """Say what of the room stands in the compliance calendar."""
        from exits import queries  # noqa: PLC0415 - see above

        for name, label, bearing, find in (
            ("lock-up-ends", _("Shares become free"), Bearing.TURN, queries.lots_that_become_free),
            ("exit-answer", _("Last day of a next-round exit window"), Bearing.DEADLINE, queries.windows_that_close),
            ("exit-payment", _("Next-round exit window to be paid"), Bearing.DEADLINE, queries.windows_that_fall_due),
        ):
            install_source(Source(name=name, label=label, bearing=bearing, find=find))

    def _answer_about_money(self) -> None:
        from exits import queries  # noqa: PLC0415 - see above
        from exits.actions import note_proceeds_paid as paying  # noqa: PLC0415
        from exits.actions import settle_exit_window as settling  # noqa: PLC0415

        install_movement_subject(
            MovementSubject(
                kind="exit_window",
                account=accounts.purchase_account,
                is_awaited=queries.awaits_payment,
                moved=settling.follow_purchase,
            )
        )
        install_movement_subject(
            MovementSubject(
                kind="exit_election",
                account=accounts.proceeds_account,
                is_awaited=paying.awaits_no_money,
                moved=paying.follow_proceeds,
            )
        )

    def _sweeps(self) -> list[Sweep]:
        from exits import queries  # noqa: PLC0415 - see above
        from exits.actions import allocate_exit_window as allocating  # noqa: PLC0415
        from exits.actions import fail_exit_windows as failing  # noqa: PLC0415
        from exits.actions import lapse_exit_windows as lapsing  # noqa: PLC0415
        from exits.actions import unlock_lots as unlocking  # noqa: PLC0415

        return [
            Sweep(
                name="exit-proposals",
                label=_("Windows for the next-round exit that nobody answered in time"),
                due=queries.proposals_to_lapse,
                settle=lapsing.lapse_exit_windows,
                batch=20,
            ),
            Sweep(
                name="exit-windows",
                label=_("Windows for the next-round exit that are over"),
                due=queries.windows_to_allocate,
                settle=allocating.allocate_windows,
                batch=20,
            ),
            Sweep(
                name="exit-payments",
                label=_("Windows for the next-round exit that were not paid in time"),
                due=queries.windows_to_fail,
                settle=failing.fail_exit_windows,
                batch=20,
            ),
            Sweep(
                name="unlock-lots",
                label=_("Lots whose lock-up is over"),
                due=queries.lots_to_unlock,
                settle=unlocking.unlock_lots,
            ),
        ]
