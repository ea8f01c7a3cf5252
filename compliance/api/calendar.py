"""compliance / api: the dated duties of the caller."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from compliance.core.duties import agenda_of
from compliance.presentation.calendar import CalendarAnswer, CalendarQuery
from crowdfund.web.context import today_of
from crowdfund.web.request import behind
from crowdfund.web.rest import ApiView


class Calendar(ApiView):
    """The compliance calendar."""

    @extend_schema(
        operation_id="read_calendar",
        summary="Read the compliance calendar",
        parameters=[CalendarQuery],
        responses=CalendarAnswer,
    )
    def get(self, request: Request) -> Response:
        """Return your dated duties by day; where today is asked for, also those that are overdue."""
        today = today_of(behind(request))
        query = CalendarQuery(data=request.query_params, context={"today": today})
        query.is_valid(raise_exception=True)
        given = query.validated_data
        agenda = agenda_of(
            self.actor,
            first=given["since"],
            last=given["until"],
            today=today,
            kinds=frozenset({given["kind"]} if "kind" in given else ()),
        )
        answer = {"duties": [*agenda.overdue, *agenda.ahead], "cut": [each.name for each in agenda.cut]}
        return Response(CalendarAnswer(answer).data)
