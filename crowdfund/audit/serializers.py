"""audit / serializers: the shape of a question to the feed, and of its answer."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from crowdfund.audit.core.cursor import BadCursor, FeedCursor

MOST = 200


class FeedQuestion(serializers.Serializer[Any]):
    """Where to go on in the feed, and how many events at most."""

    cursor = serializers.CharField(
        required=False,
        default="",
        allow_blank=True,
        help_text="`next` of an earlier answer; empty begins at the start.",
    )
    limit = serializers.IntegerField(required=False, default=50, min_value=1, max_value=MOST)

    def validate_cursor(self, value: str) -> FeedCursor:
        """Return the place in the feed."""
        try:
            return FeedCursor.parse(value)
        except BadCursor as error:
            raise serializers.ValidationError("This is not a cursor of this feed.", code="invalid") from error


class Reference(serializers.Serializer[Any]):
    """A thing, named by its kind and its id."""

    kind = serializers.CharField()
    id = serializers.UUIDField(allow_null=True)


class SealedEvent(serializers.Serializer[Any]):
    """One sealed event. `block` and `position` are its place for ever."""

    id = serializers.UUIDField()
    verb = serializers.CharField()
    outcome = serializers.CharField()
    actor = serializers.SerializerMethodField()
    on_behalf_of = serializers.UUIDField(allow_null=True)
    subject = serializers.SerializerMethodField()
    organisation = serializers.UUIDField(source="organisation_id", allow_null=True)
    before = serializers.JSONField()
    after = serializers.JSONField()
    reason = serializers.CharField()
    request_id = serializers.CharField()
    occurred_at = serializers.DateTimeField()
    recorded_at = serializers.DateTimeField()
    block = serializers.IntegerField(source="block_number")
    position = serializers.IntegerField()

    @extend_schema_field(Reference)
    def get_actor(self, event: Any) -> dict[str, Any]:
        """Return who did it."""
        return {"kind": event.actor_kind, "id": event.actor_id}

    @extend_schema_field(Reference)
    def get_subject(self, event: Any) -> dict[str, Any]:
        """Return what it is about."""
        return {"kind": event.subject_kind, "id": event.subject_id}


class Feed(serializers.Serializer[Any]):
    """A stretch of the feed. `next` is where to go on, also when there is nothing more for now."""

    events = SealedEvent(many=True)
    next = serializers.CharField()
    has_more = serializers.BooleanField()
