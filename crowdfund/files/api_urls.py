"""files / urls: the API."""

from django.urls import path

from crowdfund.files import api

urlpatterns = [
    path("files", api.Files.as_view(), name="api_files"),
    path("files/<uuid:file_id>", api.OneFile.as_view(), name="api_file"),
    path("files/<uuid:file_id>/content", api.FileContent.as_view(), name="api_file_content"),
]
