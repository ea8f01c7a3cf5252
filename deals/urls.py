"""deals / urls: pages."""

from django.urls import path

from deals import views

urlpatterns = [
    path("", views.home, name="home"),
    path("projects/", views.projects, name="projects"),
    path("projects/new", views.NewProject.as_view(), name="project_new"),
    path("projects/<uuid:project_id>/", views.project, name="project"),
    path("projects/<uuid:project_id>/rounds/new", views.DraftRound.as_view(), name="round_new"),
    path("rounds/", views.rounds, name="rounds"),
    path("rounds/<uuid:round_id>/", views.round_page, name="round"),
    path("rounds/<uuid:round_id>/edit", views.EditRound.as_view(), name="round_edit"),
    path("rounds/<uuid:round_id>/submit", views.SubmitRound.as_view(), name="round_submit"),
    path("rounds/<uuid:round_id>/open", views.OpenRound.as_view(), name="round_open"),
    path("desk/", views.desk, name="desk"),
    path("desk/rounds/<uuid:round_id>/approve", views.ApproveRound.as_view(), name="round_approve"),
    path("desk/rounds/<uuid:round_id>/return", views.ReturnRound.as_view(), name="round_return"),
]
