"""deals / urls: the API."""

from django.urls import path

from deals import api

urlpatterns = [
    path("projects", api.Projects.as_view(), name="api_projects"),
    path("projects/<uuid:project_id>", api.OneProject.as_view(), name="api_project"),
    path("rounds", api.Rounds.as_view(), name="api_rounds"),
    path("rounds/<uuid:round_id>", api.OneRound.as_view(), name="api_round"),
    path("rounds/<uuid:round_id>/submit", api.SubmitRound.as_view(), name="api_round_submit"),
    path("rounds/<uuid:round_id>/approve", api.ApproveRound.as_view(), name="api_round_approve"),
    path("rounds/<uuid:round_id>/return", api.ReturnRound.as_view(), name="api_round_return"),
    path("rounds/<uuid:round_id>/open", api.OpenRound.as_view(), name="api_round_open"),
]
