"""exits / urls: the API."""

from django.urls import path

from exits import api

urlpatterns = [
    path("exit-windows", api.Windows.as_view(), name="api_exit_windows"),
    path("exit-windows/<uuid:window_id>", api.OneWindow.as_view(), name="api_exit_window"),
    path("exit-windows/<uuid:window_id>/statement", api.Statement.as_view(), name="api_exit_statement"),
    path("exit-windows/<uuid:window_id>/elect", api.Elect.as_view(), name="api_exit_elect"),
    path("exit-windows/<uuid:window_id>/consent", api.Consent.as_view(), name="api_exit_consent"),
    path("exit-windows/<uuid:window_id>/decline", api.Decline.as_view(), name="api_exit_decline"),
    path("exit-windows/<uuid:window_id>/allocate", api.Allocate.as_view(), name="api_exit_allocate"),
    path("rounds/<uuid:round_id>/exit-windows", api.WindowsOfRound.as_view(), name="api_round_exit_windows"),
    path("lots", api.Lots.as_view(), name="api_lots"),
    path("rounds/<uuid:round_id>/listing", api.Listing.as_view(), name="api_round_listing"),
]
