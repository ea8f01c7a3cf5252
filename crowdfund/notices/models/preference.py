"""notices / models: whether a reader wants to be told of a topic over a channel."""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models

from crowdfund.audit.core.tickets import Channel
from crowdfund.db.fields import WordField, words_check
from crowdfund.kernel.ids import new_id
from crowdfund.notices.core.topics import Choice, Topic


class Preference(models.Model):
    """A choice (通知偏好) that a reader made; what was never chosen is wanted."""

    id = models.UUIDField(primary_key=True, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    topic = WordField()
    channel = WordField()
    is_wanted = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            words_check("topic", Topic, name="preference_topic_is_a_word"),
            words_check("channel", Channel, name="preference_channel_is_a_word"),
            models.UniqueConstraint(fields=["user", "topic", "channel"], name="preference_once_each"),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.channel}"

    @classmethod
    def choose(cls, *, user_id: UUID, choices: Mapping[Choice, bool], now: datetime) -> None:
        """Store a reader's choices over those made before (one statement)."""
        Preference.objects.bulk_create(
            [
                Preference(id=new_id(now), user_id=user_id, topic=topic, channel=channel, is_wanted=is_wanted)
                for (topic, channel), is_wanted in choices.items()
            ],
            update_conflicts=True,
            unique_fields=["user", "topic", "channel"],
            update_fields=["is_wanted"],
        )
