"""compliance / apps: registers the room and its words with Django, and lets no process start on a bad rulebook."""

from datetime import timedelta
from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from compliance import words
from compliance.core.certification import EVIDENCE_PURPOSE
from compliance.core.duties import Bearing, Source, install_source
from compliance.core.node import BadBook
from compliance.core.policy import may_apply_for_certification
from compliance.core.queues import Queue, install_queue
from compliance.core.terms import install_terms
from compliance.core.turns import turns_of
from compliance.library import book, questionnaires, special_warnings, value_on
from crowdfund.files.core.purposes import Purpose, install_purpose
from crowdfund.sweeps.core.sweep import Sweep, install_sweep


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
            questionnaires()
            special_warnings()
        except BadBook as error:
            raise SystemExit(f"The rulebook can't be used. {error}") from error
        install_terms(value_on)
        words.register()
        install_purpose(
            Purpose(
                word=EVIDENCE_PURPOSE,
                label=_("Evidence for a certification"),
                subject_kind="certification",
                may_receive=may_apply_for_certification,
            )
        )
        _install_queues()
        _install_duties()
        _install_sweeps()
        _install_reminders()


def _install_sweeps() -> None:
    """Say what the calendar asks of the room."""
    from compliance import screening  # noqa: PLC0415 - models exist only by now
    from compliance.actions import collect_screening_results as collecting  # noqa: PLC0415
    from compliance.actions import replay_nightly as replaying  # noqa: PLC0415
    from compliance.actions import rescreen_people as rescreening  # noqa: PLC0415
    from compliance.queries import replays, screenings  # noqa: PLC0415

    install_sweep(
        Sweep(
            name="replay",
            label=_("Determinations that must come out the same again"),
            due=replays.determinations_to_replay,
            settle=replaying.replay_nightly,
            late_after=timedelta(hours=1),
            batch=200,
        )
    )
    install_sweep(
        Sweep(
            name="rescreening",
            label=_("People who are due for screening"),
            due=screenings.people_to_screen,
            settle=rescreening.rescreen_people,
            every=timedelta(minutes=10),
            batch=100,
        )
    )
    install_sweep(
        Sweep(
            name="company-rescreening",
            label=_("Companies that are due for screening"),
            due=screenings.companies_to_screen,
            settle=rescreening.rescreen_companies,
            every=timedelta(minutes=10),
            batch=100,
        )
    )
    install_sweep(
        Sweep(
            name="screening-results",
            label=_("Screenings that the provider has not reported"),
            due=collecting.overdue_screenings,
            settle=partial(collecting.collect_screening_results, ask=screening.results),
            every=timedelta(minutes=5),
            batch=40,
        )
    )


def _install_reminders() -> None:
    """Say who is reminded of what ends for them."""
    from compliance.actions import remind_of_expiry as reminding  # noqa: PLC0415 - models exist only by now
    from compliance.queries import assessments, certifications  # noqa: PLC0415

    install_sweep(
        Sweep(
            name="certification-reminders",
            label=_("Certifications that end soon"),
            due=certifications.certifications_to_remind_of,
            settle=reminding.remind_of_expiry,
            batch=100,
        )
    )
    install_sweep(
        Sweep(
            name="assessment-reminders",
            label=_("Risk assessments that end soon"),
            due=assessments.assessments_to_remind_of,
            settle=reminding.remind_of_assessments,
            batch=100,
        )
    )


def _install_queues() -> None:
    """Say what of the room waits for officers, and which identities do."""
    from compliance.queries import board  # noqa: PLC0415 - models exist only by now

    waiting = (
        (_("Identities to check"), "accounts:people", board.waiting_people),
        (_("Certifications to decide"), "compliance:certifications", board.waiting_certifications),
        (_("Clearances to decide"), "compliance:clearances", board.waiting_clearances),
        (_("Screening hits to decide"), "compliance:screenings", board.waiting_screenings),
    )
    for label, route, backlog in waiting:
        install_queue(Queue(name=route, label=label, route=route, backlog=backlog))


def _install_duties() -> None:
    """Say what of the room stands in the compliance calendar."""
    from compliance.queries import duties  # noqa: PLC0415 - models exist only by now

    law = turns_of(book())
    begins = partial(duties.turns_of_law, turns=[turn for turn in law if not turn.is_ending])
    ends = partial(duties.turns_of_law, turns=[turn for turn in law if turn.is_ending])
    for name, label, find in (
        ("certification-ends", _("Certification no longer holds"), duties.certifications_that_end),
        ("assessment-ends", _("Risk assessment no longer valid"), duties.assessments_that_end),
        ("clearance-ends", _("Clearance no longer holds"), duties.clearances_that_end),
        ("screening-ends", _("Screening no longer counts"), duties.screenings_that_end),
        ("law-begins", _("Law begins or changes"), begins),
        ("law-ends", _("Law is no longer in force"), ends),
    ):
        install_source(Source(name=name, label=label, bearing=Bearing.TURN, find=find))
    install_source(
        Source(
            name="decision-due",
            label=_("Oldest of a queue to be decided"),
            bearing=Bearing.DEADLINE,
            find=duties.decisions_due,
        )
    )
