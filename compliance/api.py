"""compliance / api: one determination, for programs."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.policy import READ_SCOPE
from compliance.queries import ruling_seen_by
from compliance.serializers import StoredDetermination
from crowdfund.web.rest import ApiView


class DeterminationDetail(ApiView):
    """Reads one determination."""

    scopes = {"GET": READ_SCOPE}

    @extend_schema(
        operation_id="read_determination",
        summary="Read a determination",
        description=(
            "What was asked of the rulebook, for which legal day, which release was read, and what it answered:"
            " each finding with its provision and what would make it pass."
        ),
        responses={200: StoredDetermination},
    )
    def get(self, request: Request, determination_id: UUID) -> Response:
        """Return the determination."""
        ruling = ruling_seen_by(determination_id=determination_id, actor=self.actor)
        return Response(StoredDetermination(ruling).data)
