"""compliance / urls: addresses of the room's pages."""

from django.urls import path

from compliance import views
from compliance.views import calculators

app_name = "compliance"

urlpatterns = [
    path("compliance/determinations/<uuid:determination_id>/", views.determination, name="determination"),
    path("compliance/rulebook/", views.rulebook, name="rulebook"),
    path("calculators/", calculators.calculators, name="calculators"),
    path("calculators/<slug:name>/", calculators.calculator, name="calculator"),
    path("compliance/certification/", views.ApplyForCertification.as_view(), name="certification"),
    path("compliance/certifications/", views.certifications, name="certifications"),
    path(
        "compliance/certifications/<uuid:certification_id>/",
        views.DecideOnCertification.as_view(),
        name="certification_decision",
    ),
]
