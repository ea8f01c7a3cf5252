"""exits / api: the way out over REST; the same verbs as the pages."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.verdict import Refused
from crowdfund.kernel.errors import NotFound
from crowdfund.web.problems import KINDS, Problem
from crowdfund.web.rest import ApiView, as_response
from crowdfund.web.schema import PAGE_PARAMETERS, page_of
from deals.core.policy import READ_ROUNDS
from exits import queries
from exits.actions.allocate_exit_window import allocate_exit_window
from exits.actions.consent_to_exit_window import consent_to_exit_window
from exits.actions.decline_exit_window import decline_exit_window
from exits.actions.elect_exit import elect_exit
from exits.actions.propose_exit_window import propose_exit_window
from exits.actions.record_listing import record_listing
from exits.core.next_round import Portion
from exits.forms import listing_of, terms_of
from exits.serializers import ConsentIn, ElectionIn, ElectionOut, ListingIn, LotOut, WindowIn, WindowOut


def refusal(refused: Refused, request: Request) -> Response:
    """Return a refusal as a problem that carries every finding."""
    extra = {
        "determination": str(refused.determination_id),
        "verdict": refused.verdict.value,
        "findings": [finding.to_plain() for finding in refused.findings],
    }
    return as_response(Problem(kind=KINDS["refused"], extra=extra), request)


class WindowDoor(ApiView):
    """What every door to windows answers with."""

    def window_response(self, window_id: UUID, *, status: int = 200) -> Response:
        """Return the window as the caller sees it now."""
        body = WindowOut(queries.window_seen_by(self.actor, window_id)).data
        return Response(body, status=status, headers={"Location": reverse("api_exit_window", args=[window_id])})

    def statement_response(self, window_id: UUID) -> Response:
        """Return the caller's own choice and what became of it.

        :raises NotFound: they held nothing when the window opened.
        """
        election = queries.own_election(self.actor, window_id)
        if election is None:
            raise NotFound
        return Response(ElectionOut(election).data)


class Windows(WindowDoor):
    """Windows that the caller may see."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(
        operation_id="list_exit_windows",
        summary="List windows for the next-round exit",
        parameters=PAGE_PARAMETERS,
        responses=page_of("ExitWindowPage", WindowOut),
    )
    def get(self, request: Request) -> Response:
        """Return the windows in which the caller may choose and those of their companies, newest first."""
        return self.listed(queries.windows_seen_by(self.actor), WindowOut)


class WindowsOfRound(WindowDoor):
    """Proposing; the company's own people only."""

    @extend_schema(
        operation_id="propose_exit_window",
        summary="Propose a window for the next-round exit",
        request=WindowIn,
        responses={201: WindowOut},
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Record the next round and ask its investor to take units; 409 `refused` while the vehicle is not filed."""
        cleaned = self.parsed(WindowIn)

        def propose() -> Response:
            done = propose_exit_window(
                actor=self.actor,
                now=self.now,
                round_id=round_id,
                terms=terms_of(cleaned),
                buyer_email=cleaned["buyer_email"],
            )
            if isinstance(done, Refused):
                return refusal(done, self.request)
            return self.window_response(done, status=201)

        return self.answer_once(propose)


class OneWindow(WindowDoor):
    """One window."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_exit_window", summary="Read a window", responses=WindowOut)
    def get(self, request: Request, window_id: UUID) -> Response:
        """Return the window."""
        return self.window_response(window_id)


class Statement(WindowDoor):
    """What became of the caller's own choice; nobody else's."""

    @extend_schema(operation_id="read_exit_statement", summary="Read your statement", responses=ElectionOut)
    def get(self, request: Request, window_id: UUID) -> Response:
        """Return units held, offered, cut back and sold, price, proceeds and when they were paid."""
        return self.statement_response(window_id)


class Elect(WindowDoor):
    """Choosing; holders only."""

    @extend_schema(
        operation_id="elect_exit",
        summary="Choose what to offer",
        request=ElectionIn,
        responses=ElectionOut,
    )
    def post(self, request: Request, window_id: UUID) -> HttpResponse:
        """Offer nothing, half or all of your units; changeable until the last day is over."""
        portion = Portion(self.parsed(ElectionIn)["portion"])

        def elect() -> Response:
            elect_exit(actor=self.actor, now=self.now, window_id=window_id, portion=portion)
            return self.statement_response(window_id)

        return self.answer_once(elect)


class Consent(WindowDoor):
    """Consenting; the named investor only."""

    @extend_schema(
        operation_id="consent_to_exit_window",
        summary="Consent to take units",
        request=ConsentIn,
        responses=WindowOut,
    )
    def post(self, request: Request, window_id: UUID) -> HttpResponse:
        """Take up to so many units of holders; it opens to them. 409 `refused`: your screening does not count."""
        capacity = self.parsed(ConsentIn)["capacity_units"]

        def consent() -> Response:
            done = consent_to_exit_window(actor=self.actor, now=self.now, window_id=window_id, capacity_units=capacity)
            return refusal(done, self.request) if isinstance(done, Refused) else self.window_response(window_id)

        return self.answer_once(consent)


class Decline(WindowDoor):
    """Declining; the named investor only."""

    @extend_schema(
        operation_id="decline_exit_window", summary="Decline to take units", request=None, responses=WindowOut
    )
    def post(self, request: Request, window_id: UUID) -> HttpResponse:
        """Take no units; every position stays as it is."""

        def decline() -> Response:
            decline_exit_window(actor=self.actor, now=self.now, window_id=window_id)
            return self.window_response(window_id)

        return self.answer_once(decline)


class Allocate(WindowDoor):
    """Allocating by hand; the company's own people only."""

    @extend_schema(operation_id="allocate_exit_window", summary="Allocate a window", request=None, responses=WindowOut)
    def post(self, request: Request, window_id: UUID) -> HttpResponse:
        """Fix who sells how much once the last day is over; the platform does so by itself as well."""

        def allocate() -> Response:
            done = allocate_exit_window(actor=self.actor, now=self.now, window_id=window_id)
            return refusal(done, self.request) if isinstance(done, Refused) else self.window_response(window_id)

        return self.answer_once(allocate)


class Lots(ApiView):
    """Shares of vehicles, and when they may be sold."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(
        operation_id="list_lots",
        summary="List lots of shares",
        parameters=PAGE_PARAMETERS,
        responses=page_of("LotPage", LotOut),
    )
    def get(self, request: Request) -> Response:
        """Return the lots of vehicles in which the caller takes part and of their companies, newest first."""
        return self.listed(queries.lots_seen_by(self.actor), LotOut)


class Listing(ApiView):
    """Recording a listing; officers only."""

    @extend_schema(
        operation_id="record_listing", summary="Record a listing", request=ListingIn, responses={201: LotOut}
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Lock the vehicle's shares; 409 `refused` where the rulebook knows no lock-up. Needs a fresh second factor."""
        terms = listing_of(self.parsed(ListingIn))

        def note() -> Response:
            done = record_listing(actor=self.actor, now=self.now, round_id=round_id, terms=terms)
            if isinstance(done, Refused):
                return refusal(done, self.request)
            return Response(LotOut(queries.lot_seen_by(self.actor, done)).data, status=201)

        return self.answer_once(note)
