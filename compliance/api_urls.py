"""compliance / api_urls: the room's addresses below /api/v1/."""

from django.urls import path

from compliance import api
from compliance.api import assessments, clearances, screening
from compliance.api.calculators import Calculators, OneCalculator
from compliance.api.calendar import Calendar

app_name = "compliance_api"

urlpatterns = [
    path("determinations", api.Determinations.as_view(), name="determinations"),
    path("determinations/<uuid:determination_id>", api.DeterminationDetail.as_view(), name="determination"),
    path("calendar", Calendar.as_view(), name="calendar"),
    path("calculators", Calculators.as_view(), name="calculators"),
    path("calculators/<slug:name>", OneCalculator.as_view(), name="calculator"),
    path(
        "determinations/<uuid:determination_id>/clearance",
        clearances.RequestClearance.as_view(),
        name="clearance_request",
    ),
    path("clearances", clearances.Clearances.as_view(), name="clearances"),
    path("clearances/<uuid:clearance_id>", clearances.OneClearance.as_view(), name="clearance"),
    path("clearances/<uuid:clearance_id>/propose", clearances.ProposeClearance.as_view(), name="clearance_propose"),
    path("clearances/<uuid:clearance_id>/grant", clearances.GrantClearance.as_view(), name="clearance_grant"),
    path("clearances/<uuid:clearance_id>/decline", clearances.DeclineClearance.as_view(), name="clearance_decline"),
    path("certifications", api.Certifications.as_view(), name="certifications"),
    path("certifications/<uuid:certification_id>", api.OneCertification.as_view(), name="certification"),
    path(
        "certifications/<uuid:certification_id>/approve",
        api.ApproveCertification.as_view(),
        name="certification_approve",
    ),
    path(
        "certifications/<uuid:certification_id>/refuse", api.RefuseCertification.as_view(), name="certification_refuse"
    ),
    path("risk-questionnaire", assessments.Questionnaire.as_view(), name="questionnaire"),
    path("risk-assessments", assessments.Assessments.as_view(), name="assessments"),
    path("risk-assessments/<uuid:assessment_id>", assessments.OneAssessment.as_view(), name="assessment"),
    path("screening", screening.OwnScreeningStanding.as_view(), name="own_screening"),
    path("screenings", screening.Screenings.as_view(), name="screenings"),
    path("screenings/<uuid:screening_id>", screening.OneScreening.as_view(), name="screening"),
    path("screenings/<uuid:screening_id>/decide", screening.DecideScreening.as_view(), name="screening_decide"),
    path("screenings/<uuid:screening_id>/repeat", screening.RepeatScreening.as_view(), name="screening_repeat"),
]
