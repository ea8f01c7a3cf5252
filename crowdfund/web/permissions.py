"""web / permissions: who is let in at an API door; what they may do there is decided by the verb.

Stands apart from the doors' base class, because Django REST framework loads it while that class is being made.
"""

from typing import TYPE_CHECKING, Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from crowdfund.kernel.actor import Actor, ActorKind
from crowdfund.web.request import behind

if TYPE_CHECKING:
    from rest_framework.views import APIView


class KnownActor(BasePermission):
    """Lets in whoever is signed in; a partner's client also needs the scope that the view names for the method."""

    def has_permission(self, request: Request, view: "APIView") -> bool:
        """Return whether the actor is known and, as a client, holds the scope. Without scopes no client is let in."""
        actor: Actor = behind(request).actor
        if actor.kind is ActorKind.CLIENT:
            needed = getattr(view, "scopes", {}).get(request.method)
            return needed is not None and needed in actor.scopes
        return actor.kind is ActorKind.PERSON


class AnyKnownActor(BasePermission):
    """Lets in whoever is signed in, and every client whatever its scopes."""

    def has_permission(self, request: Request, view: Any) -> bool:  # noqa: ARG002  (the base class asks so)
        """Return whether the actor is known."""
        return behind(request).actor.kind in {ActorKind.PERSON, ActorKind.CLIENT}
