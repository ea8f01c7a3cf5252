"""sweeps / api: the business clock, to read for everybody and to move for a sandbox's operators."""

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.db.clock import business_now, clock_offset, is_locked
from crowdfund.kernel.days import legal_day
from crowdfund.sweeps.actions.move_clock import move_clock
from crowdfund.sweeps.core.policy import may_move_clock
from crowdfund.sweeps.serializers import ClockOut, MoveClockIn
from crowdfund.web.rest import ApiView


class Clock(ApiView):
    """The business clock."""

    scopes = {"GET": "rounds:read"}

    @extend_schema(operation_id="read_clock", summary="Read the business clock", responses=ClockOut)
    def get(self, request: Request) -> Response:
        """Return the business instant and its legal day."""
        return self.shown()

    @extend_schema(
        operation_id="move_clock", summary="Move the business clock", request=MoveClockIn, responses=ClockOut
    )
    def post(self, request: Request) -> HttpResponse:
        """Move business time forward, for everybody. Sandbox only."""
        given = self.parsed(MoveClockIn)

        def move() -> Response:
            move_clock(actor=self.actor, now=self.now, to=given["to"])
            return self.shown()

        return self.answer_once(move)

    def shown(self) -> Response:
        """Return the clock as it stands."""
        now = business_now()
        body = {
            "now": now,
            "day": legal_day(now),
            "offset_seconds": int(clock_offset().total_seconds()),
            "can_move": may_move_clock(self.actor) and not is_locked(),
        }
        return Response(ClockOut(body).data)
