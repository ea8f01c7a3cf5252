"""web / throttling: a ceiling on requests. It keeps the house quiet; it is not what guards money or passwords."""

from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle
from rest_framework.views import APIView


class ActorThrottle(SimpleRateThrottle):
    """Counts each actor's requests; visitors are counted by address."""

    scope = "actor"

    def get_cache_key(self, request: Request, view: APIView) -> str:
        """Return the name under which the requests are counted."""
        actor = request._request.actor
        return f"throttle:{actor.kind}:{actor.id or self.get_ident(request)}"
