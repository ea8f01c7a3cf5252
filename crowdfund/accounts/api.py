"""accounts / api: who the caller is, and the organisations they act for."""

from typing import ClassVar
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.accounts import queries
from crowdfund.accounts.actions.create_organisation import create_organisation
from crowdfund.accounts.core.policy import WRITE_ORGANISATIONS
from crowdfund.accounts.serializers import MeOut, OrganisationIn, OrganisationOut
from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class Me(ApiView):
    """The caller."""

    @extend_schema(operation_id="read_me", summary="Read who you are", responses=MeOut)
    def get(self, request: Request) -> Response:
        """Return the caller with roles, memberships and the state of their identity."""
        return Response(MeOut(queries.profile_of(self.actor)).data)


class Organisations(ApiView):
    """The organisations that the caller may see."""

    scopes: ClassVar = {"POST": WRITE_ORGANISATIONS}

    @extend_schema(
        operation_id="list_organisations",
        summary="List organisations",
        parameters=PAGE_PARAMETERS,
        responses=page_of("OrganisationPage", OrganisationOut),
    )
    def get(self, request: Request) -> Response:
        """Return the organisations that the caller may see, newest first."""
        return self.listed(queries.organisations_of(self.actor), OrganisationOut)

    @extend_schema(
        operation_id="register_organisation",
        summary="Register an organisation",
        request=OrganisationIn,
        responses={201: OrganisationOut},
    )
    def post(self, request: Request) -> HttpResponse:
        """Register an organisation; the caller becomes its owner."""
        given = self.parsed(OrganisationIn)

        def register() -> Response:
            organisation_id = create_organisation(actor=self.actor, now=self.now, **given)
            body = OrganisationOut(queries.organisation_by_id(organisation_id)).data
            where = reverse("accounts_api:organisation", args=[organisation_id])
            return Response(body, status=201, headers={"Location": where})

        return self.answer_once(register)


class Organisation(ApiView):
    """One organisation that the caller may see."""

    @extend_schema(operation_id="read_organisation", summary="Read an organisation", responses=OrganisationOut)
    def get(self, request: Request, organisation_id: UUID) -> Response:
        """Return the organisation."""
        return Response(OrganisationOut(queries.organisation_seen_by(self.actor, organisation_id)).data)
