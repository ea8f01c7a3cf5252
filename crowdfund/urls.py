"""roof / urls: every address of the platform. A route without a row in the permission matrix fails a test."""

from django.urls import include, path

handler400 = "crowdfund.web.views.bad_request"
handler404 = "crowdfund.web.views.not_found"
handler500 = "crowdfund.web.views.server_error"

urlpatterns = [
    path("", include("crowdfund.web.urls")),
    path("", include("crowdfund.accounts.urls")),
    path("", include("crowdfund.audit.urls")),
    path("", include("crowdfund.sweeps.urls")),
    path("", include("crowdfund.notices.urls")),
    path("", include("crowdfund.partners.urls")),
    path("", include("crowdfund.files.urls")),
    path("", include("compliance.urls")),
    path("", include("deals.urls")),
    path("", include("exits.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
    path("api/v1/", include("crowdfund.accounts.api_urls")),
    path("api/v1/", include("crowdfund.audit.api_urls")),
    path("api/v1/", include("crowdfund.sweeps.api_urls")),
    path("api/v1/", include("crowdfund.files.api_urls")),
    path("api/v1/", include("compliance.api_urls")),
    path("api/v1/", include("deals.api_urls")),
    path("api/v1/", include("exits.api_urls")),
]
