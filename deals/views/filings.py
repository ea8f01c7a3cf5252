"""deals / views: recording the filing of a vehicle with the association, as a page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, queries
from deals.actions.record_filing import record_filing
from deals.core import policy
from deals.presentation.filings import filing_context
from deals.queries.filings import filing_of
from deals.views.context import refuse_unless, round_context, trail_below


class RecordFiling(ActionPage):
    """Record the filing, or correct the record of it by a new one."""

    template_name = "deals/filing_form.html"
    form_class = forms.Filing
    takes_files = True
    done_message = gettext_lazy("The filing was recorded. The company and the officers were told.")

    def initial(self, request: PageRequest) -> dict[str, Any]:
        """Return what stands, to be corrected."""
        vehicle = queries.vehicle_of_round(request.actor, self.kwargs["round_id"])
        stands = filing_of(vehicle.id)
        if stands is None:
            return {}
        return {"corrects": stands.id, "number": stands.number, "filed_on": stands.filed_on}

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise and what was recorded, for those who may record."""
        vehicle = queries.vehicle_of_round(request.actor, self.kwargs["round_id"])
        organisation_id = vehicle.round.project.organisation_id
        refuse_unless(policy.may_record_filing(request.actor, organisation_id=organisation_id))
        return {
            **round_context(request, vehicle.round),
            "filing": filing_context(vehicle, actor=request.actor, today=today_of(request)),
            "trail": trail_below(request.actor, vehicle.round, _("Filing with the association")),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Record it."""
        record_filing(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            entry=forms.filing_of(cleaned),
            evidence=cleaned.get("evidence"),
            corrects=cleaned.get("corrects"),
        )
        return f"{reverse('cap_table', args=[self.kwargs['round_id']])}#filing"
