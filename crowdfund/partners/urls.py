"""partners / urls: clients, and of oauth-toolkit the two token endpoints only, so no management pages."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

from crowdfund.partners import views

app_name = "partners"
urlpatterns = [
    path("clients/", views.client_list, name="clients"),
    path("clients/register/", views.RegisterClient.as_view(), name="register_client"),
    path("clients/<uuid:client_id>/", views.client_detail, name="client"),
    path("clients/<uuid:client_id>/secret/", views.RotateSecret.as_view(), name="rotate_secret"),
    path("clients/<uuid:client_id>/disable/", views.DisableClient.as_view(), name="disable_client"),
    path("o/token/", csrf_exempt(login_not_required(views.IssueToken.as_view())), name="token"),
    path("o/revoke_token/", csrf_exempt(login_not_required(views.RevokeToken.as_view())), name="revoke_token"),
]
