"""files / urls: addresses of the room's pages."""

from django.urls import path

from crowdfund.files import views

app_name = "files"
urlpatterns = [
    path("files/", views.files, name="files"),
    path("files/new/", views.SendFile.as_view(), name="send"),
    path("files/<uuid:file_id>/", views.file, name="file"),
    path("files/<uuid:file_id>/state/", views.state, name="state"),
    path("files/<uuid:file_id>/content/", views.content, name="content"),
]
