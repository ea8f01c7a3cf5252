"""compliance / api: screenings for officers, one's own standing, and where the provider reports."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance import screening
from compliance.actions.decide_screening_hit import decide_screening_hit
from compliance.actions.receive_screening_result import receive_screening_result
from compliance.actions.repeat_screening import repeat_screening
from compliance.actions.request_own_screening import request_own_screening
from compliance.core.screening import told_to_the_person
from compliance.queries import screening_of
from compliance.queries.screenings import screening_seen_by, screenings_seen_by
from compliance.serializers import OwnScreening, ScreeningDecision, StoredScreening
from crowdfund.accounts.core.policy import acting_user
from crowdfund.kernel.actor import Actor
from crowdfund.kernel.clock import system_now
from crowdfund.web.context import today_of
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView
from crowdfund.web.schema import PAGE_PARAMETERS, page_of


class ScreeningCallback(ApiView):
    """Takes the provider's messages; their signature opens this door and nothing else does."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = ()

    @extend_schema(exclude=True)
    def post(self, request: Request) -> Response:
        """Keep the message and do what follows from it; anything but 2xx makes the provider say it again.

        The age of the signature is measured in real time, everything else happens in business time.
        """
        behind_it = behind(request)
        message = screening.message_from(headers=behind_it.headers, body=behind_it.body, at=system_now())
        actor = Actor.system("compliance.screener", behind_it.request_id)
        receive_screening_result(actor=actor, now=self.now, message=message)
        return Response(status=204)


class ScreeningDoor(ApiView):
    """What every door to screenings answers with."""

    def shown(self, row: Any) -> StoredScreening:
        """Return the shape of a screening as it stands on the legal day of the request."""
        return StoredScreening(row, context={"today": today_of(behind(self.request))})

    def screening_response(self, screening_id: UUID, *, status: int = 200) -> Response:
        """Return the screening as the caller sees it now."""
        row = screening_seen_by(self.actor, screening_id)
        where = reverse("compliance_api:screening", args=[screening_id])
        return Response(self.shown(row).data, status=status, headers={"Location": where})


class Screenings(ScreeningDoor):
    """Every screening, for officers."""

    @extend_schema(
        operation_id="list_screenings",
        summary="List screenings",
        parameters=PAGE_PARAMETERS,
        responses=page_of("ScreeningPage", StoredScreening),
    )
    def get(self, request: Request) -> Response:
        """Return everybody's screenings but your own, latest first; officers only."""
        return self.listed(screenings_seen_by(self.actor), self.shown)


class OwnScreeningStanding(ApiView):
    """Where the caller stands."""

    @extend_schema(operation_id="read_own_screening", summary="Read where you stand", responses=OwnScreening)
    def get(self, request: Request) -> Response:
        """Return whether the screening lets you invest today; never what was found, or whether anything was."""
        standing = screening_of(acting_user(self.actor), on=today_of(behind(request)))
        return Response(OwnScreening({"standing": told_to_the_person(standing)}).data)

    @extend_schema(
        operation_id="request_own_screening",
        summary="Ask for your check",
        request=None,
        responses=OwnScreening,
    )
    def post(self, request: Request) -> HttpResponse:
        """Ask for the check where one is `due`; anywhere else nothing is changed. Answers with where you stand then."""

        def ask() -> Response:
            return Response(OwnScreening({"standing": request_own_screening(actor=self.actor, now=self.now)}).data)

        return self.answer_once(ask)


class OneScreening(ScreeningDoor):
    """One screening."""

    @extend_schema(operation_id="read_screening", summary="Read a screening", responses=StoredScreening)
    def get(self, request: Request, screening_id: UUID) -> Response:
        """Return what was asked, what was found and what was decided; officers only, never your own."""
        return self.screening_response(screening_id)


class DecideScreening(ScreeningDoor):
    """Deciding; officers only."""

    @extend_schema(
        operation_id="decide_screening",
        summary="Decide on a hit",
        request=ScreeningDecision,
        responses=StoredScreening,
    )
    def post(self, request: Request, screening_id: UUID) -> HttpResponse:
        """Clear somebody of a hit or confirm it, with a reason; needs a second factor used in the last five minutes."""
        given = self.parsed(ScreeningDecision)

        def decide() -> Response:
            decide_screening_hit(actor=self.actor, now=self.now, screening_id=screening_id, **given)
            return self.screening_response(screening_id)

        return self.answer_once(decide)


class RepeatScreening(ScreeningDoor):
    """Screening somebody anew; officers only."""

    @extend_schema(
        operation_id="repeat_screening",
        summary="Screen anew",
        request=None,
        responses={201: StoredScreening},
    )
    def post(self, request: Request, screening_id: UUID) -> HttpResponse:
        """Request another screening of the same person or company, or return the one that waits."""

        def repeat() -> Response:
            found = repeat_screening(actor=self.actor, now=self.now, screening_id=screening_id)
            return self.screening_response(found, status=201)

        return self.answer_once(repeat)
