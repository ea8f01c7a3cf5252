"""audit / urls: addresses of the room's pages."""

from django.urls import path

from crowdfund.audit import views

app_name = "audit"
urlpatterns = [
    path("audit/events/", views.event_list, name="events"),
    path("audit/events/<uuid:event_id>/", views.event_page, name="event"),
    path("audit/chain/", views.chain_page, name="chain"),
    path("audit/deliveries/<uuid:delivery_id>/release/", views.ReleaseDelivery.as_view(), name="release_delivery"),
]
