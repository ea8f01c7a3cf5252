"""deals / api: a lead's own money over REST: what was declared, shown and paid; answers and officers' words."""

import hashlib
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.calculators.funding_look_through import read_declaration
from compliance.presentation.calculators import field_errors
from crowdfund.accounts.core.policy import require
from crowdfund.files.core.uploads import Upload
from crowdfund.kernel.errors import Invalid
from crowdfund.web.pages import file_digest
from crowdfund.web.rest import ApiView
from deals import queries
from deals.actions.declare_sources import declare_sources
from deals.actions.prove_source import prove_source
from deals.actions.return_lead_money import return_lead_money
from deals.actions.review_lead_money import review_lead_money
from deals.core.lead_money import ReviewKind
from deals.core.policy import may_read_payers, may_see_lead_money
from deals.presentation.lead_money import money_body
from deals.queries import lead_money as money
from deals.serializers.lead_money import DeclarationIn, EvidenceIn, LeadMoneyOut, OpinionIn


class LeadMoneyDoor(ApiView):
    """What every door to a lead's money answers with."""

    def money_response(self, offer_id: UUID) -> Response:
        """Return what is known of the money now."""
        offer = queries.offer_seen_by(self.actor, offer_id)
        require(may_see_lead_money(self.actor, investor_id=offer.investor_id), actor=self.actor)
        case = money.money_case(offer, row=offer.round)
        body = money_body(
            offer,
            case,
            ruling=money.funding_ruling(offer, actor=self.actor),
            is_masked=not may_read_payers(self.actor, investor_id=offer.investor_id),
            payments=money.lead_payments(offer),
            files=money.files_of(case.sources),
        )
        return Response(LeadMoneyOut(body).data)


class LeadMoney(LeadMoneyDoor):
    """A lead's own money."""

    @extend_schema(operation_id="read_lead_money", summary="Read a lead's own money", responses=LeadMoneyOut)
    def get(self, request: Request, offer_id: UUID) -> Response:
        """Return sources, documents and payments, and what the rules say; the lead, officers and auditors in person."""
        return self.money_response(offer_id)


class DeclareSources(LeadMoneyDoor):
    """Declaring anew; the lead only, whom an officer has asked."""

    @extend_schema(
        operation_id="declare_lead_sources",
        summary="Declare the sources of a lead's money anew",
        request=DeclarationIn,
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Declare; earlier declarations are kept. 409 while no officer has asked."""
        declared, wrong = read_declaration(self.parsed(DeclarationIn)["funding"])
        if declared is None:
            raise Invalid(field_errors(wrong, below="/funding"))

        def declare() -> Response:
            declare_sources(actor=self.actor, now=self.now, offer_id=offer_id, declared=declared)
            return self.money_response(offer_id)

        return self.answer_once(declare)


class ProveSource(LeadMoneyDoor):
    """Sending a document; the lead only."""

    parser_classes = [MultiPartParser]

    @extend_schema(
        operation_id="prove_lead_source",
        summary="Send a document that shows a source of a lead's money",
        request={"multipart/form-data": EvidenceIn},
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID, position: int) -> HttpResponse:
        """Take in a document about the source at `position`, counted from 0; it waits until it is examined."""
        file: UploadedFile[Any] = self.parsed(EvidenceIn)["file"]

        def prove() -> Response:
            prove_source(
                actor=self.actor,
                now=self.now,
                offer_id=offer_id,
                position=position,
                upload=Upload(name=file.name or "", size=file.size or 0, chunks=file.chunks),
            )
            return self.money_response(offer_id)

        words = f"{file.name}\x1f{file_digest(file)}"
        return self.answer_once(prove, content=hashlib.sha256(words.encode()).digest())


class _Review(LeadMoneyDoor):
    """An officer's words; officers only, with a second factor used lately."""

    def review(self, offer_id: UUID, kind: ReviewKind) -> HttpResponse:
        """Say it once."""
        opinion = self.parsed(OpinionIn)["opinion"]

        def say() -> Response:
            review_lead_money(actor=self.actor, now=self.now, offer_id=offer_id, kind=kind, opinion=opinion)
            return self.money_response(offer_id)

        return self.answer_once(say)


class AskAboutSources(_Review):
    """Asking the lead."""

    @extend_schema(
        operation_id="ask_about_lead_sources",
        summary="Ask a lead about the sources of its money",
        request=OpinionIn,
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Ask; the lead can't be confirmed before it has declared its sources anew."""
        return self.review(offer_id, ReviewKind.ASKED)


class AcceptSources(_Review):
    """Accepting the sources as they stand."""

    @extend_schema(
        operation_id="accept_lead_sources",
        summary="Accept the sources of a lead's money",
        request=OpinionIn,
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Accept the declaration and the payments as they stand; 409 while a rule denies them."""
        return self.review(offer_id, ReviewKind.ACCEPTED)


class RefuseSources(_Review):
    """Refusing the sources as they stand."""

    @extend_schema(
        operation_id="refuse_lead_sources",
        summary="Refuse the sources of a lead's money",
        request=OpinionIn,
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Refuse the declaration and the payments as they stand: an unconfirmed offer ends, what was paid goes back."""
        return self.review(offer_id, ReviewKind.REFUSED)


class ReturnLeadMoney(LeadMoneyDoor):
    """Setting the rest aside that may not stay; officers only, with a second factor used lately."""

    @extend_schema(
        operation_id="return_lead_money",
        summary="Set aside a lead's money that may not stay",
        request=OpinionIn,
        responses=LeadMoneyOut,
    )
    def post(self, request: Request, offer_id: UUID) -> HttpResponse:
        """Set the rest aside that a confirmed lead has paid; two operators then send it back. 409 while it may stay."""
        opinion = self.parsed(OpinionIn)["opinion"]

        def set_aside() -> Response:
            return_lead_money(actor=self.actor, now=self.now, offer_id=offer_id, opinion=opinion)
            return self.money_response(offer_id)

        return self.answer_once(set_aside)
