"""compliance / api: determinations, and certifications of qualified investors."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.actions.apply_for_certification import apply_for_certification
from compliance.actions.approve_certification import approve_certification
from compliance.actions.refuse_certification import refuse_certification
from compliance.core.policy import READ_SCOPE
from compliance.core.verdict import Refused
from compliance.queries import certification_seen_by, certifications_seen_by, ruling_seen_by
from compliance.queries.search import determinations_wanted
from compliance.serializers import (
    CertificationApplication,
    CertificationRefusal,
    DeterminationQuery,
    StoredCertification,
    StoredDetermination,
    application_of,
)
from crowdfund.web.context import today_of
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView, as_response
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class Determinations(ApiView):
    """Searches determinations."""

    @extend_schema(
        operation_id="list_determinations",
        summary="Search determinations",
        parameters=[*PAGE_PARAMETERS, DeterminationQuery],
        responses=page_of("DeterminationPage", StoredDetermination),
    )
    def get(self, request: Request) -> Response:
        """Return the determinations that you may read and that fit, latest first; both days are included."""
        query = DeterminationQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        return self.listed(
            determinations_wanted(query.wanted(), actor=self.actor),
            lambda row: StoredDetermination(row.as_ruling_for(self.actor)),
        )


class DeterminationDetail(ApiView):
    """Reads one determination."""

    scopes = {"GET": READ_SCOPE}

    @extend_schema(
        operation_id="read_determination",
        summary="Read a determination",
        description=(
            "What was asked of the rulebook, for which legal day, which release was read, and what it answered:"
            " each finding with its provision and what would make it pass."
        ),
        responses={200: StoredDetermination},
    )
    def get(self, request: Request, determination_id: UUID) -> Response:
        """Return the determination."""
        ruling = ruling_seen_by(determination_id=determination_id, actor=self.actor)
        return Response(StoredDetermination(ruling).data)


class CertificationDoor(ApiView):
    """What every door to certifications answers with."""

    def shown(self, row: Any) -> StoredCertification:
        """Return the shape of a certification as it stands on the legal day of the request."""
        return StoredCertification(row, context={"today": today_of(behind(self.request))})

    def certification_response(self, certification_id: UUID, *, status: int = 200) -> Response:
        """Return the certification as the caller sees it now."""
        row = certification_seen_by(self.actor, certification_id)
        where = reverse("compliance_api:certification", args=[certification_id])
        return Response(self.shown(row).data, status=status, headers={"Location": where})

    def refusal(self, refused: Refused) -> Response:
        """Return a refusal as a problem that carries every finding."""
        extra = {
            "determination": str(refused.determination_id),
            "verdict": refused.verdict.value,
            "findings": [finding.to_plain() for finding in refused.findings],
        }
        return as_response(Problem(kind=KINDS["refused"], extra=extra), self.request)

    def carry_out(self, verb: Callable[..., None], certification_id: UUID, **given: Any) -> HttpResponse:
        """Run a decision once and answer with the certification."""

        def run() -> Response:
            verb(actor=self.actor, now=self.now, certification_id=certification_id, **given)
            return self.certification_response(certification_id)

        return self.answer_once(run)


class Certifications(CertificationDoor):
    """One's own applications; officers find everybody's."""

    @extend_schema(
        operation_id="list_certifications",
        summary="List certifications",
        parameters=PAGE_PARAMETERS,
        responses=page_of("CertificationPage", StoredCertification),
    )
    def get(self, request: Request) -> Response:
        """Return your own applications, for officers everybody's, latest first."""
        return self.listed(certifications_seen_by(self.actor), self.shown)

    @extend_schema(
        operation_id="apply_for_certification",
        summary="Apply to be certified",
        request=CertificationApplication,
        responses={201: StoredCertification},
    )
    def post(self, request: Request) -> HttpResponse:
        """Hand in your own application as a checked investor; 409 `certification_waiting` while one waits,
        `refused` with findings when a rule stands against the figures."""
        given = application_of(self.parsed(CertificationApplication))

        def apply() -> Response:
            done = apply_for_certification(actor=self.actor, now=self.now, **given)
            if isinstance(done, Refused):
                return self.refusal(done)
            return self.certification_response(done, status=201)

        return self.answer_once(apply)


class OneCertification(CertificationDoor):
    """One certification."""

    @extend_schema(operation_id="read_certification", summary="Read a certification", responses=StoredCertification)
    def get(self, request: Request, certification_id: UUID) -> Response:
        """Return the certification with its state on the legal day of the request."""
        return self.certification_response(certification_id)


class ApproveCertification(CertificationDoor):
    """Approving; officers only."""

    @extend_schema(
        operation_id="approve_certification",
        summary="Certify an applicant",
        request=None,
        responses=StoredCertification,
    )
    def post(self, request: Request, certification_id: UUID) -> HttpResponse:
        """Certify for twelve months; needs a second factor used in the last five minutes."""
        return self.carry_out(approve_certification, certification_id)


class RefuseCertification(CertificationDoor):
    """Refusing; officers only."""

    @extend_schema(
        operation_id="refuse_certification",
        summary="Refuse an application",
        request=CertificationRefusal,
        responses=StoredCertification,
    )
    def post(self, request: Request, certification_id: UUID) -> HttpResponse:
        """Refuse with a reason that the applicant is told; needs a fresh second factor."""
        given = self.parsed(CertificationRefusal)
        return self.carry_out(refuse_certification, certification_id, **given)
