"""notices / urls: addresses of the room's pages."""

from django.urls import path

from crowdfund.notices import views

app_name = "notices"
urlpatterns = [
    path("notices/", views.notice_list, name="list"),
    path("notices/read/", views.ReadAllNotices.as_view(), name="read_all"),
    path("notices/<uuid:notice_id>/read/", views.ReadNotice.as_view(), name="read"),
    path("notices/preferences/", views.Preferences.as_view(), name="preferences"),
]
