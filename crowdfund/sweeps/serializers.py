"""sweeps / serializers: the shape of what enters and leaves through the API."""

from typing import Any

from rest_framework import serializers


class MoveClockIn(serializers.Serializer[Any]):
    """To which instant the clock shall move."""

    to = serializers.DateTimeField(
        help_text="Later than the present business instant; ISO 8601, in Asia/Shanghai where it names no offset."
    )


class ClockOut(serializers.Serializer[Any]):
    """The business clock."""

    now = serializers.DateTimeField(help_text="The business instant.")
    day = serializers.DateField(help_text="Its legal day, Asia/Shanghai.")
    offset_seconds = serializers.IntegerField(help_text="How far business time is ahead of real time; 0 in production.")
    can_move = serializers.BooleanField()
