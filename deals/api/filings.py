"""deals / api: the filing of a vehicle with the association over REST."""

from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.web.rest import ApiView
from deals import queries
from deals.actions.record_filing import record_filing
from deals.core.policy import READ_ROUNDS
from deals.forms import filing_of
from deals.queries.filings import filings_of
from deals.serializers import FilingIn, FilingOut


class Filing(ApiView):
    """Where the filing stands; recording it is for the company's own people and officers, in person."""

    scopes = {"GET": READ_ROUNDS}

    @extend_schema(operation_id="read_filing", summary="Read the filing of a vehicle", responses=FilingOut)
    def get(self, request: Request, round_id: UUID) -> Response:
        """Return the last day to file and every record, the latest first."""
        return self._shown(round_id)

    @extend_schema(
        operation_id="record_filing",
        summary="Record the filing of a vehicle",
        request=FilingIn,
        responses={201: FilingOut},
    )
    def post(self, request: Request, round_id: UUID) -> HttpResponse:
        """Record number and day; a record is corrected by a new one that names it."""
        given = self.parsed(FilingIn)

        def run() -> Response:
            record_filing(
                actor=self.actor,
                now=self.now,
                round_id=round_id,
                entry=filing_of(given),
                evidence=given["evidence"],
                corrects=given["corrects"],
            )
            return self._shown(round_id, status=201)

        return self.answer_once(run)

    def _shown(self, round_id: UUID, *, status: int = 200) -> Response:
        vehicle = queries.vehicle_of_round(self.actor, round_id)
        records = list(filings_of(self.actor, vehicle.id))
        body = {
            "vehicle": vehicle.id,
            "due_on": vehicle.filing_due_on,
            "filed_on": records[0].filed_on if records else None,
            "records": records,
        }
        return Response(FilingOut(body).data, status=status)
