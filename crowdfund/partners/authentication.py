"""partners / authentication: how a partner's program is known, when it asks for a token and when it shows one."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.scopes import BaseScopes
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from crowdfund.accounts.core.roles import MembershipRole, Role
from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.kernel.clock import system_now
from crowdfund.partners.core.scopes import MEANINGS, Scope
from crowdfund.partners.queries import Admission, admission_of, allowed_scopes
from crowdfund.web.request import behind

_REALM = 'Bearer realm="api"'


class InvalidToken(exceptions.AuthenticationFailed):
    """A token was shown, and it admits nothing: unknown, expired, revoked, or its client was disabled."""


class ClientAuthentication(BaseAuthentication):
    """Knows a partner's program by the access token in the Authorization header, and makes it the request's actor.

    A token that admits nothing is an error even beside a valid session: nobody acts as somebody else by accident.
    Tokens in the address or the body are not read. Source: RFC 6750, sections 2.1 and 3; RFC 9700, section 4.3.2.
    """

    def authenticate(self, request: Request) -> tuple[AnonymousUser, Admission] | None:
        """Set `request._request.actor` and return the admission, or None when no token was shown.

        Cost: one query.
        """
        kind, _, token = request.headers.get("Authorization", "").partition(" ")
        if kind.lower() != "bearer":
            return None
        admission = admission_of(token.strip(), at=system_now())
        if admission is None:
            raise InvalidToken
        seen = behind(request)
        seen.actor = Actor(
            kind=ActorKind.CLIENT,
            id=admission.client_id,
            request_id=seen.request_id,
            roles=frozenset({Role.PARTNER}),
            memberships={admission.organisation_id: MembershipRole.MEMBER},
            scopes=admission.scopes,
        )
        return AnonymousUser(), admission

    def authenticate_header(self, request: Request) -> str:
        """Return the challenge; it says when a token was shown and refused (RFC 6750, section 3.1)."""
        was_shown = request.headers.get("Authorization", "").lower().startswith("bearer ")
        return f'{_REALM}, error="invalid_token"' if was_shown else _REALM


class ClientScopes(BaseScopes):  # type: ignore[misc]  # oauth-toolkit is untyped
    """Tells oauth-toolkit which scopes a client may ask for: those it was allowed, and without a wish all of them."""

    def get_all_scopes(self) -> dict[str, str]:
        """Return every scope with its meaning."""
        return {scope.value: MEANINGS[scope] for scope in Scope}

    def get_available_scopes(self, application: Any = None, *_: Any, **__: Any) -> list[str]:
        """Return what this client may ask for; a request for more is refused as `invalid_scope`."""
        return allowed_scopes(application.pk) if application is not None else []

    def get_default_scopes(self, application: Any = None, *_: Any, **__: Any) -> list[str]:
        """Return what a client gets that names no scope."""
        return self.get_available_scopes(application)


class ClientValidator(OAuth2Validator):  # type: ignore[misc]  # oauth-toolkit is untyped
    """Lets oauth-toolkit issue and revoke tokens for active clients only, and only for their own secret."""

    def validate_grant_type(self, client_id: str, grant_type: str, *args: Any, **options: Any) -> bool:
        """Return whether the grant is the one for programs; passwords, codes and devices are none here."""
        return grant_type == "client_credentials" and bool(
            super().validate_grant_type(client_id, grant_type, *args, **options)
        )

    def authenticate_client(self, request: Any, *args: Any, **options: Any) -> bool:
        """Return whether the secret fits and the client was not disabled."""
        return bool(super().authenticate_client(request, *args, **options)) and bool(allowed_scopes(request.client.pk))


class ClientScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]  # its registration is untyped
    """Says in the API description how clients sign in, and which scope each operation needs."""

    target_class = ClientAuthentication
    name = "client"

    def get_security_requirement(self, auto_schema: Any) -> list[dict[str, list[Any]]]:
        """Return the scope that the operation needs; nothing where it is closed to clients."""
        scope = getattr(auto_schema.view, "scopes", {}).get(auto_schema.method)
        return [{self.name: [scope]}] if scope else []

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:  # noqa: ARG002  (the base class asks so)
        """Return the OAuth 2.0 flow of programs."""
        scopes = ClientScopes().get_all_scopes()
        return {
            "type": "oauth2",
            "description": "A program of a partner, by client credentials. A token lasts an hour: keep and reuse it.",
            "flows": {"clientCredentials": {"tokenUrl": "/o/token/", "scopes": scopes}},
        }
