"""web / explorer: the description of the API as a document, and the page on which a developer reads and tries it."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.views import SpectacularJSONAPIView

from crowdfund.web.permissions import AnyKnownActor
from crowdfund.web.request import PageRequest


class ApiDescription(SpectacularJSONAPIView):
    """The OpenAPI 3.1 document of this very program."""

    permission_classes = [AnyKnownActor]


@require_safe
def explorer(request: PageRequest) -> HttpResponse:
    """Show the description with forms to try it; requests go out as the person who is signed in, or with a token."""
    return render(request, "web/explorer.html")
