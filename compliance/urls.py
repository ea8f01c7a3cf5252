"""compliance / urls: addresses of the room's pages."""

from django.urls import path

from compliance import views
from compliance.api.screening import ScreeningCallback
from compliance.views import (
    assessing,
    board,
    calculators,
    calendar,
    certifying,
    clearances,
    own_file,
    rulebook,
    screening,
    whatif,
)

app_name = "compliance"

urlpatterns = [
    path("compliance/determinations/<uuid:determination_id>/", views.determination, name="determination"),
    path("compliance/board/", board.board, name="board"),
    path("compliance/calendar/", calendar.calendar, name="calendar"),
    path("compliance/calendar/calendar.ics", calendar.calendar_file, name="calendar_file"),
    path("compliance/determinations/", board.determinations, name="determinations"),
    path("compliance/determinations/export.csv", board.export, {"form": "csv"}, name="determinations_csv"),
    path("compliance/determinations/export.xlsx", board.export, {"form": "xlsx"}, name="determinations_xlsx"),
    path(
        "compliance/determinations/<uuid:determination_id>/clearance/",
        clearances.RequestClearance.as_view(),
        name="clearance_request",
    ),
    path("compliance/clearances/", clearances.clearances, name="clearances"),
    path("compliance/clearances/<uuid:clearance_id>/", clearances.clearance, name="clearance"),
    path(
        "compliance/clearances/<uuid:clearance_id>/decision/",
        clearances.DecideOnClearance.as_view(),
        name="clearance_decision",
    ),
    path("compliance/rulebook/", rulebook.rulebook, name="rulebook"),
    path("compliance/rulebook/changes/", rulebook.changes, name="rulebook_changes"),
    path("compliance/rulebook/whatif/", whatif.whatif, name="rulebook_whatif"),
    path("calculators/", calculators.calculators, name="calculators"),
    path("calculators/<slug:name>/", calculators.calculator, name="calculator"),
    path("compliance/file/", own_file.own_file, name="own_file"),
    path("compliance/certification/", views.ApplyForCertification.as_view(), name="certification"),
    path("compliance/certification/review", certifying.review, name="certification_review"),
    path("compliance/certifications/", views.certifications, name="certifications"),
    path(
        "compliance/certifications/<uuid:certification_id>/",
        views.DecideOnCertification.as_view(),
        name="certification_decision",
    ),
    path("compliance/assessment/", assessing.AssessRisk.as_view(), name="assessment"),
    path("compliance/screening/", screening.OwnScreening.as_view(), name="own_screening"),
    path("compliance/screening/provider/", screening.provider, name="screening_provider"),
    path("compliance/screenings/", screening.screenings, name="screenings"),
    path("compliance/screenings/<uuid:screening_id>/", screening.DecideOnHit.as_view(), name="screening"),
    path("compliance/screenings/<uuid:screening_id>/repeat", screening.Repeat.as_view(), name="screening_repeat"),
    path("callbacks/screening/", ScreeningCallback.as_view(), name="screening_callback"),
]
