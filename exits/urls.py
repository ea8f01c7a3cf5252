"""exits / urls: pages."""

from django.urls import path

from exits import views

urlpatterns = [
    path("exits/", views.windows, name="exit_windows"),
    path("exits/<uuid:window_id>/", views.window_page, name="exit_window"),
    path("exits/<uuid:window_id>/elect", views.Elect.as_view(), name="exit_elect"),
    path("exits/<uuid:window_id>/consent", views.Consent.as_view(), name="exit_consent"),
    path("exits/<uuid:window_id>/decline", views.Decline.as_view(), name="exit_decline"),
    path("exits/<uuid:window_id>/allocate", views.Allocate.as_view(), name="exit_allocate"),
    path("rounds/<uuid:round_id>/exit-windows/new", views.ProposeWindow.as_view(), name="exit_window_new"),
    path("rounds/<uuid:round_id>/listing", views.RecordListing.as_view(), name="listing_new"),
]
