"""web / rest: what every API door shares: who asks, one instant, problems instead of exceptions, keyed changes."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

import structlog
from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from redis.exceptions import RedisError
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from crowdfund.kernel.actor import Actor
from crowdfund.kernel.errors import DomainError, FieldError, Invalid
from crowdfund.web.errors import mark_refusal
from crowdfund.web.idempotency import Answer, fingerprint, once
from crowdfund.web.pagination import CursorPages
from crowdfund.web.problems import KINDS, Problem, problem_for
from crowdfund.web.request import behind

if TYPE_CHECKING:
    from django.db.models import QuerySet

log = structlog.get_logger(__name__)

_DRF_KINDS: tuple[tuple[type[Exception], str], ...] = (
    (exceptions.NotAuthenticated, "not_authenticated"),
    (exceptions.AuthenticationFailed, "not_authenticated"),
    (exceptions.PermissionDenied, "not_authorised"),
    (PermissionDenied, "not_authorised"),
    (exceptions.NotFound, "not_found"),
    (Http404, "not_found"),
    (exceptions.MethodNotAllowed, "method_not_allowed"),
    (exceptions.NotAcceptable, "not_acceptable"),
    (exceptions.UnsupportedMediaType, "unsupported_media_type"),
    (exceptions.Throttled, "too_many_requests"),
    (exceptions.ParseError, "bad_request"),
    (OperationalError, "unavailable"),
    (InterfaceError, "unavailable"),
    (RedisError, "unavailable"),
)


class ApiView(APIView):
    """Base of every API door: parse, one call, render."""

    scopes: ClassVar[Mapping[str, str]] = {}
    """Scope that a partner's client needs, by method; a method that is not named is closed to clients."""

    changes_nothing: ClassVar[bool] = False
    """Whether even a POST only answers a question, so that it may be sent twice without a key."""

    @property
    def actor(self) -> Actor:
        """Who asks."""
        actor: Actor = behind(self.request).actor
        return actor

    @property
    def now(self) -> datetime:
        """The business instant of the request."""
        now: datetime = behind(self.request).now
        return now

    def parsed(self, serializer: type["Serializer[Any]"]) -> dict[str, Any]:
        """Return the validated input.

        :raises Invalid: with a JSON pointer for each wrong entry, unknown fields included.
        """
        given = serializer(data=self.request.data)
        if not isinstance(self.request.data, Mapping):
            raise Invalid((FieldError("", "invalid"),))
        unknown = tuple(
            FieldError(f"/{_escaped(str(name))}", "unknown") for name in self.request.data if name not in given.fields
        )
        if not given.is_valid() or unknown:
            raise Invalid((*unknown, *field_errors(given.errors)))
        return dict(given.validated_data)

    def listed(self, rows: "QuerySet[Any, Any]", shape: "Callable[[Any], Serializer[Any]]") -> Response:
        """Return one page of `rows` by cursor (`limit` and `cursor` in the query), each row in its `shape`."""
        pages = CursorPages()
        page = pages.paginate_queryset(rows, self.request, view=self)
        return pages.get_paginated_response([shape(row).data for row in page or []])

    def answer_once(self, run: Callable[[], Response], *, content: bytes | None = None) -> HttpResponse:
        """Run a change under the request's Idempotency-Key and answer, or repeat the answer given before.

        `content` tells two requests apart whose body was read as a stream, as one with a file is; else the body does.
        """

        def answer() -> Answer:
            response = run()
            if response.status_code >= 500:
                raise RuntimeError("a change answered with a server error instead of raising")
            body = JSONRenderer().render(response.data).decode() if response.data is not None else ""
            return Answer(
                status=response.status_code,
                body=body,
                content_type=response.content_type or "application/json",
                location=response.headers.get("Location", ""),
            )

        given = once(
            actor=self.actor,
            key=self.request.headers.get("Idempotency-Key", ""),
            request_hash=fingerprint(
                method=str(self.request.method),
                path=self.request.get_full_path(),
                body=behind(self.request).body if content is None else content,
            ),
            now=self.now,
            run=answer,
        )
        reply = HttpResponse(given.body, status=given.status, content_type=given.content_type)
        if given.location:
            reply["Location"] = given.location
        if given.is_replay:
            reply["Idempotent-Replayed"] = "true"
        return reply


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """Return the RFC 9457 answer for `error`, or None for a fault that the last resort must log with its trace."""
    request = behind(context["request"])
    problem = _problem(error)
    if problem is None:
        return None
    mark_refusal(request, error)
    return as_response(problem, context["request"], challenge=getattr(error, "auth_header", None))


def as_response(problem: Problem, request: Request, *, challenge: str | None = None) -> Response:
    """Return `problem` as an API answer."""
    response = Response(
        problem.body(instance=request.path, request_id=behind(request).request_id),
        status=problem.kind.status,
        content_type="application/problem+json",
    )
    if problem.retry_after is not None:
        response["Retry-After"] = str(problem.retry_after)
    if challenge:
        response["WWW-Authenticate"] = challenge
    return response


def field_errors(errors: Any, pointer: str = "") -> tuple[FieldError, ...]:
    """Flatten a serializer's errors into field errors with JSON pointers."""
    if isinstance(errors, Mapping):
        parts = [
            field_errors(inner, pointer if name == "non_field_errors" else f"{pointer}/{_escaped(str(name))}")
            for name, inner in errors.items()
        ]
        return tuple(error for part in parts for error in part)
    if isinstance(errors, list) and any(isinstance(item, Mapping) for item in errors):
        parts = [field_errors(item, f"{pointer}/{index}") for index, item in enumerate(errors)]
        return tuple(error for part in parts for error in part)
    return tuple(
        FieldError(pointer, getattr(item, "code", "invalid"), {"message": str(item)})
        for item in (errors if isinstance(errors, list) else [errors])
    )


def _problem(error: Exception) -> Problem | None:
    if isinstance(error, DomainError):
        return problem_for(error)
    if isinstance(error, exceptions.ValidationError):
        return Problem(kind=KINDS["invalid"], errors=field_errors(error.detail))
    for cls, code in _DRF_KINDS:
        if isinstance(error, cls):
            if code == "unavailable":
                log.warning("dependency_down", error=type(error).__name__)
            wait = getattr(error, "wait", None)
            seconds = 5 if code == "unavailable" else None
            return Problem(kind=KINDS[code], retry_after=int(wait) + 1 if wait is not None else seconds)
    return None


def _escaped(name: str) -> str:
    """Return a name as a part of a pointer; half of a surrogate pair, which no answer can carry, is written out."""
    spelt = name.encode("utf-8", "backslashreplace").decode("utf-8")
    return spelt.replace("~", "~0").replace("/", "~1")
