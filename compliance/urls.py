"""compliance / urls: addresses of the room's pages."""

from django.urls import path

from compliance import views
from compliance.api.screening import ScreeningCallback
from compliance.views import screening

app_name = "compliance"

urlpatterns = [
    path("compliance/determinations/<uuid:determination_id>/", views.determination, name="determination"),
    path("compliance/rulebook/", views.rulebook, name="rulebook"),
    path("compliance/certification/", views.ApplyForCertification.as_view(), name="certification"),
    path("compliance/certifications/", views.certifications, name="certifications"),
    path(
        "compliance/certifications/<uuid:certification_id>/",
        views.DecideOnCertification.as_view(),
        name="certification_decision",
    ),
    path("compliance/screening/", screening.own_screening, name="own_screening"),
    path("compliance/screening/provider/", screening.provider, name="screening_provider"),
    path("compliance/screenings/", screening.screenings, name="screenings"),
    path("compliance/screenings/<uuid:screening_id>/", screening.DecideOnHit.as_view(), name="screening"),
    path("compliance/screenings/<uuid:screening_id>/repeat", screening.Repeat.as_view(), name="screening_repeat"),
    path("callbacks/screening/", ScreeningCallback.as_view(), name="screening_callback"),
]
