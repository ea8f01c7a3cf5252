"""partners / views: operators register, renew and disable the programs of partners."""

from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.http import require_safe
from oauth2_provider.views import RevokeTokenView, TokenView

from crowdfund.accounts.core.policy import require
from crowdfund.accounts.queries import organisations_of
from crowdfund.accounts.stepup import SensitivePage
from crowdfund.partners.actions.disable_client import disable_client
from crowdfund.partners.actions.register_client import register_client
from crowdfund.partners.actions.rotate_secret import IssuedSecret, rotate_secret
from crowdfund.partners.core.policy import may_manage_clients
from crowdfund.partners.core.scopes import Scope
from crowdfund.partners.forms import SCOPE_LABELS, ClientForm, DisableForm, RotateForm
from crowdfund.partners.queries import client_seen_by, clients_seen_by
from crowdfund.web.errors import problem_json
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.request import PageRequest
from crowdfund.web.throttling import AddressCeiling


@require_safe
def client_list(request: PageRequest) -> HttpResponse:
    """Show every client, the active ones first."""
    clients = clients_seen_by(request.actor)
    return render(
        request, "partners/clients.html", {"clients": clients, "may_manage": may_manage_clients(request.actor)}
    )


@require_safe
def client_detail(request: PageRequest, client_id: UUID) -> HttpResponse:
    """Show one client: whose it is, what it may do, since when."""
    client = client_seen_by(request.actor, client_id)
    scopes = [SCOPE_LABELS[Scope(word)] for word in client.scopes]
    context = {"client": client, "scopes": scopes, "may_manage": may_manage_clients(request.actor)}
    return render(request, "partners/client.html", context)


class _OperatorsPage(SensitivePage):
    """A decision for operators, who confirm with their second factor."""

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Refuse everybody else before anybody is asked for a second factor."""
        require(may_manage_clients(request.actor), actor=request.actor)
        return super().extra(request)


class RegisterClient(_OperatorsPage):
    """The form of a new client."""

    template_name = "partners/register.html"
    form_class = ClientForm
    done_message = _("The client is registered. It can't sign in before you issue its secret.")

    def make_form(self, request: PageRequest, data: QueryDict | None) -> forms.Form:
        """Return the form with the organisations to choose from."""
        form = ClientForm(data)
        form.offer_organisations(
            [(str(found.id), f"{found.name} ({found.credit_code})") for found in organisations_of(request.actor)]
        )
        return form

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Register the client and go to its page."""
        client_id = register_client(
            actor=request.actor,
            now=request.now,
            organisation_id=UUID(cleaned["organisation"]),
            name=cleaned["name"],
            scopes=cleaned["scopes"],
        )
        return reverse("partners:client", args=[client_id])


class _ClientPage(_OperatorsPage):
    """A decision on one client."""

    def extra(self, request: PageRequest) -> dict[str, Any]:
        """Return the client."""
        return {**super().extra(request), "client": client_seen_by(request.actor, self.kwargs["client_id"])}


class RotateSecret(_ClientPage):
    """Issues a secret and shows it in the answer, once: it is in no redirect, no session and no stored answer."""

    template_name = "partners/rotate.html"
    form_class = RotateForm

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.issued: IssuedSecret | None = None

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Issue the secret; a repetition of the request goes to the client's page and shows nothing."""
        client_id: UUID = self.kwargs["client_id"]
        self.issued = rotate_secret(actor=request.actor, now=request.now, client_id=client_id)
        return reverse("partners:client", args=[client_id])

    def post(self, request: PageRequest, **options: Any) -> HttpResponse:
        """Show the secret where one was issued."""
        response = super().post(request, **options)
        if self.issued is None:
            return response
        client = client_seen_by(request.actor, self.kwargs["client_id"])
        return render(request, "partners/secret.html", {"issued": self.issued, "client": client})


class DisableClient(_ClientPage):
    """Shuts a client out."""

    template_name = "partners/disable.html"
    form_class = DisableForm
    done_message = _("The client is disabled. Its tokens are void.")

    def act(self, request: PageRequest, cleaned: dict[str, Any]) -> str:
        """Disable the client and go to its page."""
        client_id: UUID = self.kwargs["client_id"]
        disable_client(actor=request.actor, now=request.now, client_id=client_id, reason=cleaned["reason"])
        return reverse("partners:client", args=[client_id])


class _Counted(View):
    """An endpoint that nobody has signed in to: each try costs a password hash, so an address may try only so often."""

    ceiling = "30/min"

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> HttpResponseBase:
        """Count the request, then answer as oauth-toolkit does."""
        seconds = AddressCeiling(name="token", rate=self.ceiling).seconds_to_wait(request)
        if seconds is not None:
            return problem_json(
                cast(PageRequest, request), Problem(kind=KINDS["too_many_requests"], retry_after=seconds)
            )
        return super().dispatch(request, *args, **options)


class IssueToken(_Counted, TokenView):  # type: ignore[misc]  # oauth-toolkit is untyped
    """Issues access tokens for client credentials (RFC 6749, section 4.4)."""


class RevokeToken(_Counted, RevokeTokenView):  # type: ignore[misc]  # oauth-toolkit is untyped
    """Voids a token that its own client hands back (RFC 7009)."""
