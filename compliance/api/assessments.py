"""compliance / api: the risk questionnaire, and being assessed."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.actions.assess_risk import assess_risk
from compliance.core.papers import in_use
from compliance.core.verdict import Refused
from compliance.library import questionnaires
from compliance.presentation.assessments import RiskAnswersGiven, RiskQuestionnaire, StoredRiskAssessment
from compliance.queries.assessments import assessment_seen_by, assessments_seen_by
from crowdfund.web.context import today_of
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView, as_response
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class Questionnaire(ApiView):
    """The questions."""

    @extend_schema(
        operation_id="read_risk_questionnaire", summary="Read the risk questionnaire", responses=RiskQuestionnaire
    )
    def get(self, request: Request) -> Response:
        """Return the version in use on the legal day of the request."""
        return Response(RiskQuestionnaire(in_use(questionnaires(), on=today_of(behind(request)))).data)


class AssessmentDoor(ApiView):
    """What every door to risk assessments answers with."""

    def assessment_response(self, assessment_id: UUID, *, status: int = 200) -> Response:
        """Return the assessment."""
        row = assessment_seen_by(self.actor, assessment_id)
        where = reverse("compliance_api:assessment", args=[assessment_id])
        return Response(StoredRiskAssessment(row).data, status=status, headers={"Location": where})

    def refusal(self, refused: Refused) -> Response:
        """Return a refusal as a problem that carries every finding."""
        extra = {
            "determination": str(refused.determination_id),
            "verdict": refused.verdict.value,
            "findings": [finding.to_plain() for finding in refused.findings],
        }
        return as_response(Problem(kind=KINDS["refused"], extra=extra), self.request)


class Assessments(AssessmentDoor):
    """One's own assessments; officers find everybody's."""

    @extend_schema(
        operation_id="list_risk_assessments",
        summary="List risk assessments",
        parameters=PAGE_PARAMETERS,
        responses=page_of("RiskAssessmentPage", StoredRiskAssessment),
    )
    def get(self, request: Request) -> Response:
        """Return your own assessments, for officers everybody's, the latest first; the latest one counts."""
        return self.listed(assessments_seen_by(self.actor), StoredRiskAssessment)

    @extend_schema(
        operation_id="assess_risk",
        summary="Be assessed",
        request=RiskAnswersGiven,
        responses={201: StoredRiskAssessment},
    )
    def post(self, request: Request) -> HttpResponse:
        """Answer the questionnaire as a checked investor; 409 `questionnaire_changed` when another version is in use,
        `refused` with findings when it was taken too often today."""
        given = self.parsed(RiskAnswersGiven)

        def run() -> Response:
            done = assess_risk(actor=self.actor, now=self.now, **given)
            if isinstance(done, Refused):
                return self.refusal(done)
            return self.assessment_response(done, status=201)

        return self.answer_once(run)


class OneAssessment(AssessmentDoor):
    """One assessment."""

    @extend_schema(
        operation_id="read_risk_assessment", summary="Read a risk assessment", responses=StoredRiskAssessment
    )
    def get(self, request: Request, assessment_id: UUID) -> Response:
        """Return the assessment."""
        return self.assessment_response(assessment_id)
