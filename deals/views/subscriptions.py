"""deals / views: subscriptions as pages: subscribing, one's own list, taking one back."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.facts import Unknown
from compliance.core.verdict import Refused
from compliance.queries import is_certified
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, presentation, queries
from deals.actions.cancel_subscription import cancel_subscription
from deals.actions.rescind_subscription import rescind_subscription
from deals.actions.subscribe import subscribe
from deals.core import policy
from deals.core.lead import pay_by
from deals.core.round import RoundSnapshot
from deals.core.states import RoundState
from deals.facts import certification_asked
from deals.views.context import after_gate, is_screened, refuse_unless, round_context, suitability_context

_MOST = 200


class Subscribe(ActionPage):
    """Subscribe behind the lead."""

    template_name = "deals/subscribe.html"
    form_class = forms.Subscription
    done_message = _("Your subscription was taken. Pay it by its last day.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise with its room, for those who may put money in."""
        actor = request.actor
        row = queries.round_seen_by(actor, self.kwargs["round_id"])
        refuse_unless(policy.may_commit_money(actor, organisation_id=row.project.organisation_id))
        return {
            **round_context(request, row),
            **suitability_context(request, row),
            "room_left": queries.room_left(row.id),
            "is_certified": _is_certified(request, row.snapshot()),
            "is_screened": is_screened(request),
            "pay_by": pay_by(today_of(request)),
            "takes_followers": row.state == RoundState.LED and not row.terms.is_over(today_of(request)),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Subscribe, or go to the refusal."""
        round_id = self.kwargs["round_id"]
        done = subscribe(actor=request.actor, now=request.now, round_id=round_id, amount=cleaned["amount"])
        return after_gate(done, round_id) if isinstance(done, Refused) else reverse("subscriptions")


def _is_certified(request: PageRequest, raised: RoundSnapshot) -> bool:
    """Tell whether the reader has the certification that the vehicle asks; where it is not known which, say nothing."""
    asked, reader = certification_asked(raised), request.actor.id
    if isinstance(asked.regime, Unknown):
        return True
    return reader is not None and is_certified(reader, on=today_of(request), asked=asked)


@require_safe
def subscriptions(request: PageRequest) -> HttpResponse:
    """List the reader's own subscriptions, newest first."""
    rows = [presentation.own_subscription(row) for row in queries.own_subscriptions(request.actor)[:_MOST]]
    return render(request, "deals/subscriptions.html", {"subscriptions": rows})


class CancelSubscription(ActionPage):
    """Take back a subscription for which nothing was paid yet."""

    template_name = "deals/subscription_cancel.html"
    form_class = forms.Confirmation
    done_message = _("Your subscription was cancelled. Nothing is due any more.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the subscription, for its investor."""
        return _own(request, self.kwargs["subscription_id"])

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Cancel."""
        cancel_subscription(actor=request.actor, now=request.now, subscription_id=self.kwargs["subscription_id"])
        return reverse("subscriptions")


class RescindSubscription(ActionPage):
    """Rescind a subscription that is paid, before the call-back."""

    template_name = "deals/subscription_rescind.html"
    form_class = forms.Confirmation
    done_message = _("Your subscription was rescinded. Everything that you paid goes back to you.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the subscription, for its investor."""
        return _own(request, self.kwargs["subscription_id"])

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Rescind."""
        rescind_subscription(actor=request.actor, now=request.now, subscription_id=self.kwargs["subscription_id"])
        return reverse("subscriptions")


def _own(request: PageRequest, subscription_id: UUID) -> dict[str, Any]:
    row = queries.subscription_seen_by(request.actor, subscription_id)
    refuse_unless(policy.may_take_back(request.actor, investor_id=row.investor_id))
    trail = [{"label": _("Subscriptions"), "url": reverse("subscriptions")}, {"label": row.round.title, "url": ""}]
    return {**presentation.own_subscription(row), "round": row.round, "trail": trail}
