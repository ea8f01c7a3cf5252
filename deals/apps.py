"""deals / app: registers the room with Django and its words with the design system."""

from datetime import timedelta
from functools import partial

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from compliance.core.deals import install_deal
from compliance.core.duties import Bearing, Source, install_source
from compliance.core.parties import install_parties
from compliance.core.queues import Queue, install_queue
from compliance.core.under_way import install_under_way
from crowdfund.files.core.purposes import Purpose, install_purpose
from crowdfund.notices.core.names import install_namer
from crowdfund.sweeps.core.sweep import Sweep, install_sweep
from deals import words
from deals.core.filing import EVIDENCE
from deals.core.lead_money import evidence_purpose
from deals.core.policy import may_send_filing_evidence

_DAYS_TO_CALL_BACK = 3
"""From the payment: the cooling-off, and two days in which somebody calls."""


class DealsConfig(AppConfig):
    """The deals room."""

    name = "deals"
    label = "deals"

    def ready(self) -> None:
        """Register the faces of the room's states, who names its things, and what the calendar asks of it."""
        from deals import custody, queries  # noqa: PLC0415 - models exist only by now
        from deals.actions import cancel_unpaid_subscriptions as cancelling  # noqa: PLC0415
        from deals.actions import end_rounds as ending  # noqa: PLC0415
        from deals.actions import reconcile_custody as reconciling  # noqa: PLC0415
        from deals.queries import suspense  # noqa: PLC0415

        words.register()
        self._install_queues()
        self._install_call_backs()
        install_purpose(evidence_purpose(_("Source of a lead's money")))
        self._install_duties()
        self._install_filings()
        install_parties("round", queries.parties_to_round)
        install_parties("lead_offer", queries.parties_to_offer)
        install_deal("round", queries.parts_of_rounds)
        install_under_way("round", queries.rounds_under_way)
        install_under_way("lead_offer", queries.offers_under_way)
        install_namer(kind="round", namer=queries.round_titles)
        install_namer(kind="project", namer=queries.project_names)
        install_namer(kind="lead_offer", namer=queries.offer_names)
        install_namer(kind="subscription", namer=queries.subscription_names)
        install_namer(kind="payment", namer=queries.payment_names)
        install_namer(kind="stray_money", namer=suspense.stray_names)
        install_sweep(
            Sweep(
                name="custody",
                label=_("Payments that the custodian has not reported"),
                due=reconciling.overdue_payments,
                settle=partial(reconciling.reconcile_custody, ask=custody.statement),
                every=timedelta(minutes=5),
                batch=40,
            )
        )
        install_sweep(
            Sweep(
                name="unpaid-subscriptions",
                label=_("Subscriptions that were not paid in time"),
                due=queries.unpaid_subscriptions,
                settle=cancelling.cancel_unpaid_subscriptions,
                batch=100,
            )
        )
        install_sweep(
            Sweep(
                name="closing-day",
                label=_("Raises whose last day is over"),
                due=queries.rounds_to_end,
                settle=ending.end_rounds,
                batch=20,
            )
        )

    def _install_call_backs(self) -> None:
        """Say who is reminded of a call-back that has not succeeded, and leaves."""
        from deals.actions import end_unreached_subscriptions as reaching  # noqa: PLC0415 - models exist only by now
        from deals.queries import call_backs  # noqa: PLC0415

        install_sweep(
            Sweep(
                name="unreached-investors",
                label=_("Investors whom no call-back reaches"),
                due=call_backs.unreached_subscriptions,
                settle=reaching.end_unreached_subscriptions,
                batch=50,
            )
        )

    def _install_queues(self) -> None:
        """Say what of the room waits for officers."""
        from deals import queries  # noqa: PLC0415 - models exist only by now
        from deals.queries import lead_money  # noqa: PLC0415

        install_queue(Queue(name="raises", label=_("Raises to review"), route="desk", backlog=queries.waiting_raises))
        install_queue(
            Queue(
                name="call_backs",
                label=_("Investors to call back"),
                route="call_backs",
                backlog=queries.waiting_call_backs,
                days=_DAYS_TO_CALL_BACK,
            )
        )
        install_queue(
            Queue(name="lead-money", label=_("Leads' own money"), route="leads_money", backlog=lead_money.waiting_money)
        )

    def _install_duties(self) -> None:
        """Say what of the room stands in the compliance calendar."""
        from deals.queries import duties, filings  # noqa: PLC0415 - models exist only by now

        for name, label, bearing, find in (
            ("subscription-to-pay", _("Subscription to be paid"), Bearing.DEADLINE, duties.subscriptions_to_pay),
            ("cooling-off", _("Cooling-off over, call-back due"), Bearing.TURN, duties.cooling_off_ends),
            (
                "call-back-runs-out",
                _("Last day to reach an investor"),
                Bearing.DEADLINE,
                duties.last_days_to_reach,
            ),
            ("raise-ends", _("Last day of a raise"), Bearing.DEADLINE, duties.last_days),
            (
                "vehicle-to-file",
                _("Partnership to be filed with the association"),
                Bearing.DEADLINE,
                filings.filings_due,
            ),
        ):
            install_source(Source(name=name, label=label, bearing=bearing, find=find))

    def _install_filings(self) -> None:
        """Say who counts vehicles that are to be filed, who reminds of them, and who reads the evidence."""
        from deals.actions import tell_of_filings as telling  # noqa: PLC0415 - models exist only by now
        from deals.queries import filings  # noqa: PLC0415

        install_queue(
            Queue(name="filings", label=_("Partnerships to be filed"), route="desk", backlog=filings.waiting_filings)
        )
        install_purpose(
            Purpose(
                word=EVIDENCE,
                label=_("Evidence of a filing with the association"),
                subject_kind=EVIDENCE,
                may_receive=may_send_filing_evidence,
                readable=filings.readable_filings,
            )
        )
        install_sweep(
            Sweep(
                name="vehicle-filings",
                label=_("Partnerships whose filing falls due"),
                due=filings.filings_to_tell,
                settle=telling.tell_of_filings,
                batch=50,
            )
        )
