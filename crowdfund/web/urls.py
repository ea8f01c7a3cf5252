"""web / urls: health, metrics, the catalogue of problems, the language switch, the API's description."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from crowdfund.web import explorer, metrics, views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("problems/", views.problem_catalogue, name="problem_catalogue"),
    path("problems/<slug:code>", views.problem_catalogue, name="problem_kind"),
    path("language/", login_not_required(set_language), name="set_language"),
    path("api/docs/", explorer.explorer, name="api_explorer"),
    path("api/v1/openapi.json", explorer.ApiDescription.as_view(), name="api_description"),
    path("styleguide/", views.styleguide, name="styleguide"),
]
