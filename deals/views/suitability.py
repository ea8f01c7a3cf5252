"""deals / views: asking in writing for a raise that does not suit one, after the special warning."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crowdfund.web.components.language import is_chinese
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, queries
from deals.actions.request_despite_warning import request_despite_warning
from deals.core import policy
from deals.core.states import RoundState
from deals.presentation.suitability import shown_warning
from deals.queries.suitability import latest_suitability_request
from deals.views.context import refuse_unless, round_context, suitability_context, trail_below


class RequestDespiteWarning(ActionPage):
    """Read the special warning, and ask for the raise in one's own words."""

    template_name = "deals/suitability_request.html"
    form_class = forms.WrittenRequest
    done_message = _("Your request was stored with the warning. Go on; two officers decide whether it is released.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Name the version of the warning that is shown."""
        return {"version": shown_warning(today_of(request))["version"]}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, the warning and an earlier request, for those who may put money in."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        refuse_unless(policy.may_commit_money(request.actor, organisation_id=row.project.organisation_id))
        return {
            **round_context(request, row),
            **suitability_context(request, row),
            "earlier": latest_suitability_request(request.actor, row.id),
            "go_on_url": reverse("subscribe" if row.state == RoundState.LED else "lead_offer_new", args=[row.id]),
            "trail": trail_below(request.actor, row, _("Special written warning")),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Store it, and go on where the money is committed."""
        round_id = self.kwargs["round_id"]
        request_despite_warning(
            actor=request.actor,
            now=request.now,
            round_id=round_id,
            language="zh" if is_chinese() else "en",
            **cleaned,
        )
        led = queries.round_seen_by(request.actor, round_id).state == RoundState.LED
        return reverse("subscribe" if led else "lead_offer_new", args=[round_id])
