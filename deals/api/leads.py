"""deals / api: offers to lead over REST."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.calculators.funding_look_through import read_declaration
from compliance.core.verdict import Refused
from compliance.presentation.calculators import field_errors
from crowdfund.kernel.errors import Invalid
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals import queries
from deals.actions.accept_lead_offer import accept_lead_offer
from deals.actions.decline_lead_offer import decline_lead_offer
from deals.actions.offer_lead import offer_lead
from deals.actions.withdraw_lead_offer import withdraw_lead_offer
from deals.api.doors import RoundDoor
from deals.core.policy import READ_ROUNDS
from deals.forms import pledge_of
from deals.serializers import LeadOfferIn, LeadOfferOut


class OfferDoor(RoundDoor):
    """What every door to offers answers with."""

    def offer_response(self, offer_id: UUID, *, status: int = 200) -> Response:
        """Return the offer as the caller sees it now."""
        body = LeadOfferOut(queries.offer_seen_by(self.actor, offer_id)).data
        return Response(body, status=status, headers={"Location": reverse("api_lead_offer", args=[offer_id])})

    def answer(self, verb: Callable[..., object], offer_id: UUID) -> HttpResponse:
        """Run a verb on the offer once and answer with it, or with the refusal and its findings."""

        def run() -> Response:
            done = verb(actor=self.actor, now=self.now, offer_id=offer_id)
            return self.refusal(done) if isinstance(done, Refused) else self.offer_response(offer_id)

        return self.answer_once(run)


class LeadOffers(OfferDoor):
    """Offers to lead one raise."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(
        operation_id="list_lead_offers",
        summary="List offers to lead a raise",
        parameters=PAGE_PARAMETERS,
        responses=page_of("LeadOfferPage", LeadOfferOut),
    )
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return the offers that the caller may see, newest first: the company all, an investor their own."""
        queries.round_seen_by(self.actor, round_id)
        return self.listed(queries.offers_for(self.actor, round_id), LeadOfferOut)

    @extend_schema(
        operation_id="offer_lead", summary="Offer to lead a raise", request=LeadOfferIn, responses={201: LeadOfferOut}
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Offer to lead with your own money; 409 `refused` when a rule stands against where it comes from."""
        given = self.parsed(LeadOfferIn)

        declared, wrong = read_declaration(given["funding"])
        if wrong:
            raise Invalid(field_errors(wrong, below="/funding"))
        pledge = replace(pledge_of(given), funding=declared)

        def offer() -> Response:
            done = offer_lead(actor=self.actor, now=self.now, round_id=round_id, pledge=pledge, carry=given["carry"])
            return self.refusal(done) if isinstance(done, Refused) else self.offer_response(done, status=201)

        return self.answer_once(offer)


class OneLeadOffer(OfferDoor):
    """One offer to lead."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_lead_offer", summary="Read an offer to lead", responses=LeadOfferOut)
    def get(self, request: Request, offer_id: UUID) -> Response:
        """Return the offer."""
        return self.offer_response(offer_id)


class AcceptLeadOffer(OfferDoor):
    """Accepting; the company's own people only."""

    @extend_schema(
        operation_id="accept_lead_offer", summary="Accept an offer to lead", request=None, responses=LeadOfferOut
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Accept; 409 `refused` with findings when a rule stands against the lead's share."""
        return self.answer(accept_lead_offer, offer_id)


class DeclineLeadOffer(OfferDoor):
    """Declining; the company's own people only."""

    @extend_schema(
        operation_id="decline_lead_offer", summary="Decline an offer to lead", request=None, responses=LeadOfferOut
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Decline; the investor is told."""
        return self.answer(decline_lead_offer, offer_id)


class WithdrawLeadOffer(OfferDoor):
    """Taking back; whoever made the offer only."""

    @extend_schema(
        operation_id="withdraw_lead_offer", summary="Withdraw an offer to lead", request=None, responses=LeadOfferOut
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Take your own offer back while the company has not answered it."""
        return self.answer(withdraw_lead_offer, offer_id)
