"""accounts / api_urls: the room's addresses under /api/v1/."""

from django.urls import path

from crowdfund.accounts import api

app_name = "accounts_api"

urlpatterns = [
    path("me", api.Me.as_view(), name="me"),
    path("organisations", api.Organisations.as_view(), name="organisations"),
    path("organisations/<uuid:organisation_id>", api.Organisation.as_view(), name="organisation"),
]
