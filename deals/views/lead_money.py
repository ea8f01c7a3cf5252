"""deals / views: a lead's own money: its page, documents, corrections, and the officers' queue and words."""

from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from compliance.core.outcome import Outcome
from compliance.presentation.pictures import picture_of_facts
from crowdfund.accounts.core.policy import require
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.kernel.errors import FieldError, Invalid
from crowdfund.web.pages import ActionPage
from crowdfund.web.request import PageRequest
from deals import forms, queries
from deals.actions.declare_sources import declare_sources
from deals.actions.prove_source import prove_source
from deals.actions.return_lead_money import return_lead_money
from deals.actions.review_lead_money import review_lead_money
from deals.core import policy
from deals.core.lead_money import DECLARED_IN, SHOWN_IN, ReviewKind, unevidenced
from deals.facts import money_of
from deals.presentation import lead_money as shown
from deals.presentation.funding import FundingForm
from deals.presentation.leads import effective_share
from deals.queries import lead_money as money
from deals.views.context import refuse_unless

_MOST = 200
_NOT_DECLARED = _("Say where the money comes from: some entries of the declaration below need another look.")


@require_safe
def leads_money(request: PageRequest) -> HttpResponse:
    """Show officers whose money waits for documents or does not match, the longest standing first."""
    require(policy.may_examine_lead_money(request.actor), actor=request.actor)
    rows = shown.queue_rows(money.money_to_examine(request.actor)[:_MOST])
    return render(request, "deals/leads_money.html", {"waiting": rows})


@require_safe
def lead_money(request: PageRequest, offer_id: UUID) -> HttpResponse:
    """Show where a lead's money comes from: declared, shown by documents, and seen by the bank."""
    return render(request, "deals/lead_money.html", _context(request, offer_id))


def _context(request: PageRequest, offer_id: UUID) -> dict[str, Any]:
    """Return what every page about a lead's money needs.

    :raises NotFound: the reader may not see the offer. :raises NotAuthorised: or not its money.
    """
    actor, offer = request.actor, queries.offer_seen_by(request.actor, offer_id)
    refuse_unless(policy.may_see_lead_money(actor, investor_id=offer.investor_id))
    row, case = offer.round, money.money_case(offer, row=offer.round)
    declarations = money.declarations_of(offer.id)
    ruling = money.funding_ruling(offer, actor=actor)
    is_masked = not policy.may_read_payers(actor, investor_id=offer.investor_id)
    proves = policy.may_prove_lead_money(actor, investor_id=offer.investor_id)
    is_asked = money.is_asked(offer.id, declaration=declarations[0] if declarations else None)
    judges = policy.may_judge_lead_money(
        actor, organisation_id=row.project.organisation_id, parties=queries.parties_to_round(row.id)
    )
    target = row.target
    return {
        "offer": offer,
        "round": row,
        "nominal_share": offer.amount.ratio_to(target) if target else None,
        "effective_share": effective_share(money_of(offer), amount=offer.amount, target=target) if target else None,
        "ruling": ruling,
        "picture": picture_of_facts(ruling) if ruling else None,
        "sources": shown.source_rows(
            case, files=money.files_of(case.sources), may_send=proves and offer.state in SHOWN_IN, is_masked=is_masked
        ),
        "payments": shown.payment_rows(money.lead_payments(offer), case, is_masked=is_masked),
        "bare_sources": unevidenced(case.sources) if proves and offer.state in SHOWN_IN else (),
        "reviews": shown.review_rows(money.reviews_of(offer.id)),
        "earlier": shown.earlier_rows(declarations, is_masked=is_masked),
        "is_asked": is_asked,
        "is_masked": is_masked,
        "may_declare": proves and is_asked and offer.state in DECLARED_IN,
        "may_ask": judges and offer.state in DECLARED_IN,
        "may_accept": judges and offer.state in SHOWN_IN and (ruling is None or ruling.verdict is not Outcome.DENY),
        "may_refuse": judges and offer.state in SHOWN_IN,
        "may_return": judges and money.rest_to_return(offer, row=row) is not None,
        "declared": case.declared,
        "trail": [
            {"label": pgettext_lazy("lead offer", "Offer to lead"), "url": reverse("lead_offer", args=[offer.id])},
            {"label": _("The lead's own money"), "url": ""},
        ],
    }


class _MoneyPage(ActionPage):
    """A page of the lead about its money."""

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring what is known, for the lead alone."""
        context = _context(request, self.kwargs["offer_id"])
        refuse_unless(policy.may_prove_lead_money(request.actor, investor_id=context["offer"].investor_id))
        return context

    def done(self) -> str:
        """Return where the page about this money is."""
        return reverse("lead_money", args=[self.kwargs["offer_id"]])


class ProveSource(_MoneyPage):
    """Send a document that shows one source."""

    template_name = "deals/lead_money_evidence.html"
    form_class = forms.SourceEvidence
    takes_files = True
    done_message = _("The document was sent. It is examined within a minute.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the source that the document is about."""
        context = super().extra(request)
        position: int = self.kwargs["position"]
        source = next((each for each in context["sources"] if each["position"] == position), None)
        return {**context, "source": source}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Send it."""
        prove_source(
            actor=request.actor,
            now=request.now,
            offer_id=self.kwargs["offer_id"],
            position=self.kwargs["position"],
            upload=cleaned["file"],
        )
        return self.done()


class DeclareSources(_MoneyPage):
    """Answer an officer: declare the sources anew; what was declared before is kept."""

    template_name = "deals/lead_money_declare.html"
    form_class = forms.Confirmation
    done_message = _("Your declaration was sent. The compliance officers were told.")

    def post(self, request: PageRequest, **named: Any) -> HttpResponse:
        """Send the declaration, or show the form with one row more or less."""
        if "add" in request.POST or "remove" in request.POST:
            return self.show(request, forms.Confirmation())
        return super().post(request, **named)

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring the declaration as it was typed, or as it stands."""
        context = super().extra(request)
        entries = request.POST if request.method == "POST" else shown.entries_of(context["declared"])
        is_sent = request.method == "POST" and not {"add", "remove"} & request.POST.keys()
        return {**context, **FundingForm.of(entries).shown(with_errors=is_sent)}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Declare."""
        declaration = FundingForm.of(request.POST)
        if declaration.declared is None:
            raise Invalid((FieldError("/funding", "invalid", {"message": _NOT_DECLARED}),))
        declare_sources(
            actor=request.actor,
            now=request.now,
            offer_id=self.kwargs["offer_id"],
            declared=declaration.declared,
        )
        return self.done()


_OPEN_TO = {
    ReviewKind.ASKED: "may_ask",
    ReviewKind.ACCEPTED: "may_accept",
    ReviewKind.REFUSED: "may_refuse",
}
"""What of a page's context says that an officer can still say this."""


class _ReviewPage(SensitivePage):
    """What an officer says about a lead's money."""

    template_name = "deals/lead_money_review.html"
    form_class = forms.MoneyOpinion
    kind: ClassVar[ReviewKind]

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring what is known, for officers who are no party."""
        context = _context(request, self.kwargs["offer_id"])
        row, actor = context["round"], request.actor
        parties = queries.parties_to_round(row.id)
        refuse_unless(policy.may_judge_lead_money(actor, organisation_id=row.project.organisation_id, parties=parties))
        is_open = context[_OPEN_TO[self.kind]]
        return {**super().extra(request), **context, "kind": self.kind.value, "is_open": is_open}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Say it."""
        offer_id: UUID = self.kwargs["offer_id"]
        review_lead_money(
            actor=request.actor, now=request.now, offer_id=offer_id, kind=self.kind, opinion=cleaned["opinion"]
        )
        return reverse("lead_money", args=[offer_id])


class AskAboutSources(_ReviewPage):
    """Ask the lead to add to or correct the declaration."""

    kind = ReviewKind.ASKED
    done_message = _("The lead was asked and cannot be confirmed before the answer.")


class AcceptSources(_ReviewPage):
    """Accept the sources and payments as they stand."""

    kind = ReviewKind.ACCEPTED
    done_message = _("The sources were accepted. The lead was told.")


class RefuseSources(_ReviewPage):
    """Refuse the sources and payments as they stand."""

    kind = ReviewKind.REFUSED
    done_message = _("The sources were refused. The lead was told.")


class ReturnLeadMoney(SensitivePage):
    """Set aside the rest that may not stay, so that operators send it back."""

    template_name = "deals/lead_money_return.html"
    form_class = forms.MoneyOpinion
    done_message = _("The money was set aside. Two operators send it back; the lead was told and owes the rest again.")

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Bring what is known, for officers who are no party."""
        context = _context(request, self.kwargs["offer_id"])
        row, actor = context["round"], request.actor
        parties = queries.parties_to_round(row.id)
        refuse_unless(policy.may_judge_lead_money(actor, organisation_id=row.project.organisation_id, parties=parties))
        return {**super().extra(request), **context}

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Set it aside."""
        offer_id: UUID = self.kwargs["offer_id"]
        return_lead_money(actor=request.actor, now=request.now, offer_id=offer_id, opinion=cleaned["opinion"])
        return reverse("lead_money", args=[offer_id])
