"""audit / api_urls: addresses of the room's API, below /api/v1/."""

from django.urls import path

from crowdfund.audit.api import EventFeed

urlpatterns = [path("events", EventFeed.as_view(), name="api_events")]
