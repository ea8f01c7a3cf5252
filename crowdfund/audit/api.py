"""audit / api: the feed of sealed events."""

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from crowdfund.audit.core.policy import FEED_SCOPE
from crowdfund.audit.queries.feed import sealed_after
from crowdfund.audit.serializers import Feed, FeedQuestion
from crowdfund.kernel.errors import Invalid
from crowdfund.web.rest import ApiView, field_errors


class EventFeed(ApiView):
    """Reads sealed events in the order in which they were sealed."""

    scopes = {"GET": FEED_SCOPE}

    @extend_schema(
        operation_id="read_events",
        summary="Read sealed events",
        description=(
            "Sealed events that you may see, in the order in which they were sealed. Keep `next` and ask again with"
            " it: an event that was committed late appears behind the cursor, never before it. New events appear"
            " within about 30 seconds."
        ),
        parameters=[FeedQuestion],
        responses={200: Feed},
    )
    def get(self, request: Request) -> Response:
        """Return a stretch of the feed."""
        question = FeedQuestion(data=request.query_params)
        if not question.is_valid():
            raise Invalid(field_errors(question.errors))
        wanted = question.validated_data
        page = sealed_after(cursor=wanted["cursor"], actor=self.actor, limit=wanted["limit"])
        return Response(Feed({"events": page.events, "next": str(page.next_cursor), "has_more": page.has_more}).data)
