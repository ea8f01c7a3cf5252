"""compliance / api_urls: the room's addresses below /api/v1/."""

from django.urls import path

from compliance import api
from compliance.api.calculators import Calculators, OneCalculator

app_name = "compliance_api"

urlpatterns = [
    path("determinations/<uuid:determination_id>", api.DeterminationDetail.as_view(), name="determination"),
    path("calculators", Calculators.as_view(), name="calculators"),
    path("calculators/<slug:name>", OneCalculator.as_view(), name="calculator"),
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
]
