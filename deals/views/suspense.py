"""deals / views: operators send money of unknown orders back, one proposing and another one confirming."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crowdfund.accounts.stepup import SensitivePage
from crowdfund.web.request import PageRequest
from deals import forms
from deals.actions.confirm_suspense_return import confirm_suspense_return
from deals.actions.return_suspense import return_suspense
from deals.core import policy
from deals.core.states import STRAY_MACHINE, StrayEvent, StrayState
from deals.queries import suspense
from deals.views.context import refuse_unless


class StrayPage(SensitivePage):
    """What both pages about stray money share; `step` is what each is for."""

    step: ClassVar[StrayEvent]

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the money, for those who may decide."""
        refuse_unless(policy.may_clear_suspense(request.actor))
        stray = suspense.stray_seen_by(request.actor, self.kwargs["order_id"])
        trail = [{"label": _("Custody"), "url": reverse("custody")}, {"label": stray.reference, "url": ""}]
        is_open = STRAY_MACHINE.may(StrayState(stray.state), self.step)
        return {**super().extra(request), "stray": stray, "trail": trail, "is_open": is_open}


class ReturnStray(StrayPage):
    """Propose that it goes back."""

    step = StrayEvent.PROPOSE
    template_name = "deals/stray_return.html"
    form_class = forms.StrayReason
    done_message = _("The return was proposed. Another operator must confirm it.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Propose."""
        return_suspense(
            actor=request.actor, now=request.now, order_id=self.kwargs["order_id"], reason=cleaned["reason"]
        )
        return reverse("custody")


class ConfirmStrayReturn(StrayPage):
    """Confirm what another operator has proposed."""

    step = StrayEvent.CONFIRM
    template_name = "deals/stray_confirm.html"
    form_class = forms.Confirmation
    done_message = _("The return was confirmed. The custodian bank is told within seconds.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Confirm."""
        confirm_suspense_return(actor=request.actor, now=request.now, order_id=self.kwargs["order_id"])
        return reverse("custody")
