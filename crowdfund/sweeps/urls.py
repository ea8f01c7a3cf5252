"""sweeps / urls: pages."""

from django.urls import path

from crowdfund.sweeps import views

app_name = "sweeps"
urlpatterns = [
    path("sweeps/", views.sweeps, name="sweeps"),
    path("clock/", views.MoveClock.as_view(), name="clock"),
]
