"""compliance / api_urls: the room's addresses below /api/v1/."""

from django.urls import path

from compliance import api

app_name = "compliance_api"

urlpatterns = [
    path("determinations/<uuid:determination_id>", api.DeterminationDetail.as_view(), name="determination"),
]
