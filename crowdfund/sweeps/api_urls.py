"""sweeps / urls: the API."""

from django.urls import path

from crowdfund.sweeps import api

urlpatterns = [path("clock", api.Clock.as_view(), name="api_clock")]
