"""partners / urls: the token endpoint, and nothing else of oauth-toolkit, so its management pages do not exist."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
