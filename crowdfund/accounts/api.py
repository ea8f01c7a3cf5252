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
from crowdfund.web.pagination import CursorPages
from crowdfund.web.rest import ApiView


class Me(ApiView):
    """The caller."""

    @extend_schema(operation_id="me", summary="Who the caller is", responses=MeOut)
    def get(self, request: Request) -> Response:
        """Return the caller with roles, memberships and the state of their identity."""
        return Response(MeOut(queries.profile_of(self.actor)).data)


class Organisations(ApiView):
    """The organisations that the caller may see."""

    scopes: ClassVar = {"POST": WRITE_ORGANISATIONS}
    pagination_class = CursorPages

    @extend_schema(
        operation_id="organisations_list", summary="Organisations of the caller", responses=OrganisationOut(many=True)
    )
    def get(self, request: Request) -> Response:
        """Return a page of the organisations that the caller may see, newest first."""
        pages = self.pagination_class()
        rows = pages.paginate_queryset(queries.organisations_of(self.actor), request, view=self)
        return pages.get_paginated_response(OrganisationOut(rows, many=True).data)

    @extend_schema(
        operation_id="organisations_create",
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

    @extend_schema(operation_id="organisations_read", summary="One organisation", responses=OrganisationOut)
    def get(self, request: Request, organisation_id: UUID) -> Response:
        """Return the organisation."""
        return Response(OrganisationOut(queries.organisation_seen_by(self.actor, organisation_id)).data)
