"""exits / urls: pages."""

from django.urls import path

from exits import views

urlpatterns = [
    path("exits/", views.windows, name="exit_windows"),
    path("exits/<uuid:window_id>/", views.window_page, name="exit_window"),
    path("exits/<uuid:window_id>/elect", views.Elect.as_view(), name="exit_elect"),
    path("exits/<uuid:window_id>/settle", views.Settle.as_view(), name="exit_settle"),
    path("rounds/<uuid:round_id>/exit-windows/new", views.OpenWindow.as_view(), name="exit_window_new"),
    path("rounds/<uuid:round_id>/listing", views.RecordListing.as_view(), name="listing_new"),
]
