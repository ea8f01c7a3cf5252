"""deals / views: offers to lead as pages: making one with its review, answering one, taking one back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from compliance.core.verdict import Refused
from compliance.presentation.pictures import picture_of_facts
from crowdfund.kernel.errors import FieldError, Invalid
from crowdfund.web.context import today_of
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, queries
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.decline_lead_offer import decline_lead_offer
from deals.actions.offer_lead import offer_lead
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.core import policy
from deals.core.lead_money import SHOWN_IN, unevidenced
from deals.core.states import SEEN_BY_INVESTORS, STANDING_OFFERS, OfferState
from deals.presentation import leads as share
from deals.presentation.funding import FundingForm
from deals.presentation.suitability import shown_grade
from deals.queries import lead_money as money
from deals.queries.suitability import latest_suitability_ruling
from deals.views.context import after_gate, is_screened, refuse_unless, round_context, suitability_context

if TYPE_CHECKING:
    from deals.models import LeadOffer

_NOT_DECLARED = _("Say where the money comes from: some entries of the declaration below need another look.")


class OfferLead(ActionPage):
    """Offer to lead an open raise, and say where the money comes from."""

    template_name = "deals/lead_offer_form.html"
    form_class = forms.LeadOffer
    done_message = _(
        "Your offer was sent. The company was told. Now show where the money comes from: add the documents below."
    )

    def post(self, request: PageRequest, **named: Any) -> HttpResponse:
        """Send the offer, or show the form with one row of the declaration more or less."""
        if "add" in request.POST or "remove" in request.POST:
            return self.show(request, forms.LeadOffer(initial=request.POST.dict()))
        return super().post(request, **named)

    def make_form(self, request: PageRequest, data: QueryDict | None) -> forms.LeadOffer:
        """Return the form; that the declaration needs another look is said with everything else that is wrong."""
        form = forms.LeadOffer(data)
        if data is not None and FundingForm.of(data).declared is None:
            form.add_error(None, _NOT_DECLARED)
        return form

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the raise, the declaration and the review of what is written so far, for who may put money in."""
        row = queries.round_seen_by(request.actor, self.kwargs["round_id"])
        refuse_unless(policy.may_commit_money(request.actor, organisation_id=row.project.organisation_id))
        declaration = FundingForm.of(request.POST)
        pledge = forms.pledge_in(request.POST, funding=declaration.declared)
        review = share.lead_review(row, pledge, today=today_of(request))
        is_sent = request.method == "POST" and not {"add", "remove"} & request.POST.keys()
        return {
            **round_context(request, row),
            **suitability_context(request, row),
            **review,
            **declaration.shown(with_errors=is_sent),
            "is_screened": is_screened(request),
        }

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Send it, or go to the refusal."""
        declaration = FundingForm.of(request.POST)
        if declaration.declared is None:
            raise Invalid((FieldError("/funding", "invalid", {"message": _NOT_DECLARED}),))
        done = offer_lead(
            actor=request.actor,
            now=request.now,
            round_id=self.kwargs["round_id"],
            pledge=replace(forms.pledge_of(cleaned), funding=declaration.declared),
            carry=cleaned["carry"],
        )
        if isinstance(done, Refused):
            return after_gate(done, self.kwargs["round_id"])
        return reverse("lead_money", args=[done])


@require_safe
def lead_review(request: PageRequest, round_id: UUID) -> HttpResponse:
    """Show what share of the raise an amount would be and what the rules would say, while it is being written."""
    row = queries.round_seen_by(request.actor, round_id)
    refuse_unless(policy.may_commit_money(request.actor, organisation_id=row.project.organisation_id))
    pledge = forms.pledge_in(request.GET, funding=FundingForm.of(request.GET).declared)
    review = share.lead_review(row, pledge, today=today_of(request))
    return render(request, "deals/_lead_review.html", review)


@require_safe
def lead_offer(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """Show one offer to lead, its share of the raise and what the rules say today."""
    return render(request, "deals/lead_offer.html", _offer_context(request, offer_id))


def _offer_context(request: PageRequest, offer_id: UUID) -> dict[str, Any]:
    offer, actor = queries.offer_seen_by(request.actor, offer_id), request.actor
    may_answer = policy.may_answer_offers(actor, organisation_id=offer.round.project.organisation_id)
    return {
        **share.lead_review(offer.round, offer.pledge(), today=today_of(request), offer=offer),
        **_money_of(offer, request),
        **_suitability_of(offer, request),
        "round": offer.round,
        "offer": offer,
        "is_standing": offer.state == OfferState.OFFERED,
        "may_answer": may_answer,
        "may_withdraw": policy.may_take_back(actor, investor_id=offer.investor_id),
    }


def _money_of(offer: "LeadOffer", request: PageRequest) -> dict[str, Any]:
    """Return what the rules last found about where the money comes from, for the lead and the offices alone."""
    if not policy.may_see_lead_money(request.actor, investor_id=offer.investor_id):
        return {}
    ruling = money.funding_ruling(offer, actor=request.actor)
    if ruling is None:
        return {}
    case = money.money_case(offer, row=offer.round)
    proves = policy.may_prove_lead_money(request.actor, investor_id=offer.investor_id) and offer.state in SHOWN_IN
    return {
        "money": ruling,
        "money_picture": picture_of_facts(ruling),
        "may_see_money": True,
        "bare_sources": unevidenced(case.sources) if proves else (),
    }


def _suitability_of(offer: "LeadOffer", request: PageRequest) -> dict[str, Any]:
    """Return, for the lead alone, what keeps the raise from suiting them while their offer stands, and who said so."""
    raised = offer.round.snapshot()
    is_own = offer.investor_id == request.actor.id and OfferState(offer.state) in STANDING_OFFERS
    if not is_own or raised.state not in SEEN_BY_INVESTORS:
        return {}
    asked = latest_suitability_ruling(request.actor, raised.id)
    return {
        **suitability_context(request, offer.round),
        "grade": shown_grade(raised.product_grade, today=today_of(request)),
        "suitability_ruling": asked if asked and asked.refuses else None,
    }


class _Answer(ActionPage):
    """A decision on one offer, with the offer, its share and what the rules say."""

    template_name = "deals/lead_offer.html"
    form_class = forms.Confirmation
    decision: ClassVar[str]

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the offer and its review, for those who may decide."""
        context = _offer_context(request, self.kwargs["offer_id"])
        refuse_unless(context["may_withdraw" if self.decision == "withdraw" else "may_answer"])
        return {**context, "decision": self.decision}

    def _carry_out(self, request: PageRequest, verb: Callable[..., object]) -> str:
        round_id = queries.offer_seen_by(request.actor, self.kwargs["offer_id"]).round_id
        done = verb(actor=request.actor, now=request.now, offer_id=self.kwargs["offer_id"])
        return after_gate(done, round_id)


class AcceptLeadOffer(_Answer):
    """Accept an offer to lead."""

    decision = "accept"
    done_message = _("The offer was accepted. The raise is led as soon as the deposit has come; you will be told.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Accept, or go to the refusal."""
        return self._carry_out(request, accept_lead_offer)


class DeclineLeadOffer(_Answer):
    """Decline an offer to lead."""

    decision = "decline"
    done_message = _("The offer was declined. Its investor was told.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Decline."""
        return self._carry_out(request, decline_lead_offer)


class WithdrawLeadOffer(_Answer):
    """Take one's own offer to lead back."""

    decision = "withdraw"
    done_message = _("Your offer was withdrawn. The company was told.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Withdraw."""
        return self._carry_out(request, withdraw_lead_offer)
