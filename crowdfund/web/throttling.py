"""web / throttling: a ceiling on requests. It keeps the house quiet; it is not what guards money or passwords."""

from typing import Any

import structlog
from django.http import HttpRequest
from redis.exceptions import RedisError
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from crowdfund.web.request import behind

log = structlog.get_logger(__name__)


class Ceiling(SimpleRateThrottle):
    """Counts in Redis. Without Redis nobody is counted, because requests must be served all the same."""

    def allow_request(self, request: Any, view: Any) -> bool:
        """Return whether the request is below the ceiling."""
        try:
            return bool(super().allow_request(request, view))
        except (RedisError, OSError) as error:
            log.warning("requests_not_counted", error=type(error).__name__)
            return True


class ActorThrottle(Ceiling):
    """Counts each actor's requests; visitors are counted by address."""

    scope = "actor"

    def get_cache_key(self, request: Request, view: Any) -> str:  # noqa: ARG002  (the base class asks so)
        """Return the name under which the requests are counted."""
        actor = behind(request).actor
        return f"throttle:{actor.kind}:{actor.id or self.get_ident(request)}"


class AddressCeiling(Ceiling):
    """Counts by address, for endpoints that nobody has signed in to; also for plain views."""

    def __init__(self, *, name: str, rate: str) -> None:
        self.name = name
        self.rate = rate
        super().__init__()

    def get_cache_key(self, request: Any, view: Any) -> str:  # noqa: ARG002  (the base class asks so)
        """Return the name under which the requests are counted."""
        return f"throttle:{self.name}:{self.get_ident(request)}"

    def seconds_to_wait(self, request: HttpRequest) -> int | None:
        """Count the request; return None when it may pass, otherwise after how many seconds it may come again."""
        if self.allow_request(request, None):
            return None
        return int(self.wait() or 0) + 1
