"""deals / views: one's own payments, the sandbox's button to pay, and the custody of all raises for operators."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crowdfund.accounts.core.policy import require
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import custody, forms, queries
from deals.core import policy
from deals.core.money_moves import PaymentPurpose
from deals.core.states import PaymentState, StrayState
from deals.queries import suspense
from deals.words import PAYMENT_STATES, PURPOSES

_MOST = 200


@require_safe
def payments(request: PageRequest) -> HttpResponse:
    """List what the reader has to pay, has paid and gets back, newest first."""
    rows = [_shown(row) for row in queries.own_payments(request.actor)[:_MOST]]
    return render(request, "deals/payments.html", {"payments": rows})


@require_safe
def custody_page(request: PageRequest) -> HttpResponse:
    """Show operators whether the custodian answers, what is on its way, and what waits in suspense."""
    require(policy.may_watch_custody(request.actor), actor=request.actor)
    counts = queries.payments_by_state(request.actor)
    context = {
        "is_reachable": custody.is_reachable(),
        "counts": [{"label": PAYMENT_STATES[state].label, "count": count} for state, count in counts.items()],
        "held": queries.custody_by_round(as_of=request.now),
        "open_payments": [_shown(row) for row in queries.open_payments(request.actor)[:_MOST]],
        "strays": [_standing(row, request) for row in suspense.open_strays(request.actor)[:_MOST]],
    }
    return render(request, "deals/custody.html", context)


class PayInSandbox(ActionPage):
    """Let an investor pay at the sandbox bank, as they would at their own bank; there is no such page in production."""

    template_name = "deals/pay_in_sandbox.html"
    form_class = forms.PayInSandbox
    done_message = _("The sandbox bank was paid. It reports to the platform within seconds.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the payment, for whoever has to pay it."""
        row = queries.own_payment_due(request.actor, self.kwargs["payment_id"])
        trail = [{"label": _("Payments"), "url": reverse("payments")}, {"label": row.reference, "url": ""}]
        return {**_shown(row), "trail": trail, "asks_who_pays": bool(queries.order_told(row).payer)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Pay."""
        payment_id: UUID = self.kwargs["payment_id"]
        order = queries.order_told(queries.own_payment_due(request.actor, payment_id))
        custody.pay_in_sandbox(order, payer=cleaned["payer"] if order.payer else "")
        return reverse("payments")


def _standing(stray: Any, request: PageRequest) -> dict[str, Any]:
    """Return stray money with what the reader can do about it."""
    is_undecided = stray.state in {StrayState.WAITING, StrayState.PROPOSED}
    return {
        "stray": stray,
        "may_propose": is_undecided and policy.may_clear_suspense(request.actor),
        "may_confirm": stray.state == StrayState.PROPOSED
        and policy.may_confirm_return(request.actor, proposed_by=stray.proposed_by_id),
    }


def _shown(row: Any) -> dict[str, Any]:
    purpose, state = PaymentPurpose(row.purpose), PaymentState(row.state)
    is_to_pay = purpose.comes_in and state in {PaymentState.DUE, PaymentState.INSTRUCTED}
    return {
        "payment": row,
        "purpose": PURPOSES[purpose],
        "pay_by": _last_day(row) if is_to_pay else None,
        "round_url": reverse("round", args=[row.round_id]) if row.subscription else "",
        "may_pay_here": is_to_pay and settings.IS_SANDBOX,
    }


def _last_day(row: Any) -> date | None:
    day: date | None = row.subscription.pay_by if row.subscription else row.pay_by
    return day
